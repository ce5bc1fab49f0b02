namespace MessagePack;

/// <summary>The value nil as a type: every instance equals every other.</summary>
public struct Nil : IEquatable<Nil>
{
    /// <summary>The one value.</summary>
    public static readonly Nil Default;

    /// <summary>Always true.</summary>
    public static bool operator ==(Nil left, Nil right) => true;

    /// <summary>Always false.</summary>
    public static bool operator !=(Nil left, Nil right) => false;

    /// <summary>Whether <paramref name="obj"/> is a <see cref="Nil"/>.</summary>
    public override bool Equals(object? obj) => obj is Nil;

    /// <summary>Always true.</summary>
    public bool Equals(Nil other) => true;

    /// <summary>The same number for every instance.</summary>
    public override int GetHashCode() => 0;

    /// <summary>An empty pair of parentheses, as functional languages write the type with one value.</summary>
    public override string ToString() => "()";
}
