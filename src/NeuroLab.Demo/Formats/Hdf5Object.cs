namespace NeuroLab.Demo.Formats;

/// <summary>A group with its members, or an array; both have attributes.</summary>
internal sealed class Hdf5Object
{
    /// <summary>The members of a group, in the file's order, with their addresses.</summary>
    public List<(string Name, long Address)> Links { get; } = [];

    /// <summary>Values by name.</summary>
    public Dictionary<string, Hdf5Value> Attributes { get; } = [];

    /// <summary>An array's extents; null for a group.</summary>
    public int[]? Shape { get; set; }

    /// <summary>An array's element type, as stored.</summary>
    public byte[]? Type { get; set; }

    /// <summary>An array's elements, as stored.</summary>
    public ReadOnlyMemory<byte> Data { get; set; }

    /// <summary>The array; null for a group.</summary>
    public Hdf5Value? Array => Shape is { } shape && Type is { } type ? new Hdf5Value(type, shape, Data) : null;
}
