namespace DccBridge.Dcc.Rpyc;

/// <summary>Kind of a message (rpyc core/consts.py).</summary>
internal enum RpycMessage
{
    Request = 1,
    Reply = 2,
    Exception = 3,
}

/// <summary>What a request asks for (rpyc core/consts.py); those that this side uses or answers.</summary>
internal enum RpycHandler
{
    Ping = 1,
    Close = 2,
    GetRoot = 3,
    GetAttribute = 4,
    SetAttribute = 6,
    Call = 7,
    CallAttribute = 8,
    Repr = 9,
    Text = 10,
    Compare = 11,
    Hash = 12,
    Directory = 13,
    Delete = 15,
    Inspect = 16,
}

/// <summary>How a boxed value travels (rpyc core/consts.py).</summary>
internal enum RpycLabel
{
    Value = 1,
    Tuple = 2,

    /// <summary>An object that lives at the receiver.</summary>
    ReceiversObject = 3,

    /// <summary>An object that lives at the sender.</summary>
    SendersObject = 4,
}
