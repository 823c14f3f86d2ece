namespace NeuroLab.Backends.Cpu.Kernels;

/// <summary>A compile-time constant: kernels generic over it keep only the code for that number.</summary>
internal interface ITileSize
{
    static abstract int Count { get; }
}

internal readonly struct Size1 : ITileSize
{
    public static int Count => 1;
}

internal readonly struct Size2 : ITileSize
{
    public static int Count => 2;
}

internal readonly struct Size4 : ITileSize
{
    public static int Count => 4;
}

internal readonly struct Size6 : ITileSize
{
    public static int Count => 6;
}

internal readonly struct Size8 : ITileSize
{
    public static int Count => 8;
}

internal readonly struct Size12 : ITileSize
{
    public static int Count => 12;
}
