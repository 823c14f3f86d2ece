using System.Diagnostics.CodeAnalysis;
using NeuroLab.Components;
using NeuroLab.Editing.Edits;
using NeuroLab.Landscapes;

namespace NeuroLab.Editing;

/// <summary>The most recent planes, numbered, so that undo can show exactly the same one again.</summary>
internal sealed class PlaneHistory
{
    private const int MaxPlanes = 8;

    private readonly List<(PlaneSource Source, Plane Plane)> _planes = [];
    private int _last;

    /// <summary>The current plane; null for none.</summary>
    public PlaneSource? Current => _planes.Count == 0 ? null : _planes[^1].Source;

    /// <summary>Stores the scene's plane under the next number.</summary>
    /// <param name="scene">The scene that shows the plane.</param>
    /// <param name="isMoved">Whether it was moved by hand: then it cannot be recreated from kind and seed.</param>
    /// <param name="path">The path that it was fitted to; null if it looks back on none.</param>
    public void Add(DescentScene scene, bool isMoved = false, (int Branch, long[] Steps)? path = null)
    {
        if (scene.Landscape.Plane is not { } plane)
            return;
        var number = ++_last;
        var source = !isMoved && scene.ShownPlane is { } made
            ? new PlaneSource(number, made.Kind.Name, made.Seed, path?.Branch, path?.Steps)
            : new PlaneSource(number);
        _planes.Add((source, plane));
        if (_planes.Count > MaxPlanes)
            _planes.RemoveAt(0);
    }

    /// <summary>Makes a stored plane the current one again.</summary>
    public bool TryRecall(int number, [NotNullWhen(true)] out Plane? plane)
    {
        var index = _planes.FindIndex(kept => kept.Source.Number == number);
        plane = index < 0 ? null : _planes[index].Plane;
        if (plane is null)
            return false;
        var again = _planes[index];
        _planes.RemoveAt(index);
        _planes.Add(again);
        return true;
    }

    /// <summary>Clears the planes; their numbers are not reused.</summary>
    public void Clear() => _planes.Clear();
}
