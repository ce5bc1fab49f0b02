using System.Reflection;
using System.Runtime.ExceptionServices;
using DccBridge.Protocol.Serialization;

namespace DccBridge.Tests.Generator;

/// <summary><see cref="MessageCodec"/> for types that are known only at run time.</summary>
internal static class MessageReflection
{
    private static readonly MethodInfo EncodeMethod = typeof(MessageCodec).GetMethods().Single(method => method.Name == nameof(MessageCodec.Encode) && method.GetParameters().Length == 1);

    private static readonly MethodInfo DecodeMethod = typeof(MessageCodec).GetMethods()
        .Single(method => method.Name == nameof(MessageCodec.Decode) && method.GetParameters()[0].ParameterType == typeof(ReadOnlyMemory<byte>));

    public static byte[] Encode(Type type, object message) => (byte[])Invoke(EncodeMethod, type, message);

    public static object Decode(Type type, byte[] bytes) => Invoke(DecodeMethod, type, new ReadOnlyMemory<byte>(bytes));

    private static object Invoke(MethodInfo method, Type type, object argument)
    {
        try
        {
            return method.MakeGenericMethod(type).Invoke(null, [argument])!;
        }
        catch (TargetInvocationException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerException!);
            throw;
        }
    }
}
