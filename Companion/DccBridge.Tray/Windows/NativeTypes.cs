using System.Runtime.InteropServices;

namespace DccBridge.Tray.Windows;

/// <summary>NOTIFYICONDATAW as of Windows Vista.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NotifyIconData
{
    public const int MostTip = 128;
    public const int MostInfo = 256;
    public const int MostInfoTitle = 64;

    public uint Size;
    public nint Window;
    public uint Id;
    public uint Flags;
    public uint CallbackMessage;
    public nint Icon;
    public fixed char Tip[MostTip];
    public uint State;
    public uint StateMask;
    public fixed char Info[MostInfo];
    public uint Version;
    public fixed char InfoTitle[MostInfoTitle];
    public uint InfoFlags;
    public Guid Item;
    public nint BalloonIcon;
}

/// <summary>WNDCLASSEXW.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct WindowClass
{
    public uint Size;
    public uint Style;
    public delegate* unmanaged<nint, uint, nint, nint, nint> Procedure;
    public int ClassExtra;
    public int WindowExtra;
    public nint Instance;
    public nint Icon;
    public nint Cursor;
    public nint Background;
    public char* MenuName;
    public char* ClassName;
    public nint SmallIcon;
}

/// <summary>MSG.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ThreadMessage
{
    public nint Window;
    public uint Message;
    public nint W;
    public nint L;
    public uint Time;
    public int X;
    public int Y;
    public uint Private;
}

/// <summary>ICONINFO.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct IconInfo
{
    public int IsIcon;
    public uint HotspotX;
    public uint HotspotY;
    public nint Mask;
    public nint Color;
}

/// <summary>BITMAPINFOHEADER.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct BitmapHeader
{
    public uint Size;
    public int Width;
    public int Height;
    public ushort Planes;
    public ushort BitCount;
    public uint Compression;
    public uint ImageSize;
    public int XPerMeter;
    public int YPerMeter;
    public uint Used;
    public uint Important;
}
