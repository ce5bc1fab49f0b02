namespace MessagePack;

/// <summary>Marks a type whose members with a <see cref="KeyAttribute"/> are written to the wire.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = false, Inherited = true)]
public class MessagePackObjectAttribute : Attribute
{
    /// <summary>Marks the type.</summary>
    /// <param name="keyAsPropertyName">True: a map whose keys are the names of all public members. False: each member states its key.</param>
    public MessagePackObjectAttribute(bool keyAsPropertyName = false) => KeyAsPropertyName = keyAsPropertyName;

    /// <summary>Whether the names of the members are the keys.</summary>
    public bool KeyAsPropertyName { get; }

    /// <summary>Whether no formatter shall be generated for the type.</summary>
    public bool SuppressSourceGeneration { get; set; }

    /// <summary>Whether members that are not public take part.</summary>
    public bool AllowPrivate { get; set; }
}

/// <summary>Gives a member its place on the wire.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field, AllowMultiple = false, Inherited = true)]
public class KeyAttribute : Attribute
{
    /// <summary>The member is item <paramref name="x"/> of an array.</summary>
    public KeyAttribute(int x) => IntKey = x;

    /// <summary>The member is the value of key <paramref name="x"/> in a map.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="x"/> is null.</exception>
    public KeyAttribute(string x) => StringKey = x ?? throw new ArgumentNullException(nameof(x));

    /// <summary>The index in the array, counted from 0; null where the key is a name.</summary>
    public int? IntKey { get; }

    /// <summary>The key in the map; null where the key is an index.</summary>
    public string? StringKey { get; }
}

/// <summary>Keeps a member off the wire.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field, AllowMultiple = false, Inherited = true)]
public class IgnoreMemberAttribute : Attribute;

/// <summary>Names a type that may stand for an interface or abstract class; written as the array [key, value].</summary>
[AttributeUsage(AttributeTargets.Interface | AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public class UnionAttribute : Attribute
{
    /// <summary>Gives <paramref name="subType"/> the key <paramref name="key"/>.</summary>
    public UnionAttribute(int key, Type subType)
    {
        Key = key;
        SubType = subType ?? throw new ArgumentNullException(nameof(subType));
    }

    /// <summary>Gives the type with the assembly-qualified name <paramref name="subType"/> the key <paramref name="key"/>.</summary>
    /// <exception cref="TypeLoadException">There is no such type.</exception>
    public UnionAttribute(int key, string subType)
        : this(key, Type.GetType(subType, throwOnError: true)!)
    {
    }

    /// <summary>The number that stands for the type on the wire.</summary>
    public int Key { get; }

    /// <summary>The type.</summary>
    public Type SubType { get; }
}

/// <summary>Names the constructor that reading calls; its parameters are the members in the order of their keys.</summary>
[AttributeUsage(AttributeTargets.Constructor, AllowMultiple = false, Inherited = true)]
public class SerializationConstructorAttribute : Attribute;
