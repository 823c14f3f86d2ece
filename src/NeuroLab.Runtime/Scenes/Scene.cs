namespace NeuroLab.Scenes;

/// <summary>
/// The tree of game objects and its clock. A host calls <see cref="Tick"/> once per frame, always on the same thread.
/// </summary>
public sealed class Scene : IDisposable
{
    private readonly List<GameObject> _roots = [];
    private readonly List<GameObject> _doomed = [];
    private bool _isTicking;
    private bool _isDisposed;

    /// <summary>The root objects, in the order they run.</summary>
    public IReadOnlyList<GameObject> Roots => _roots;

    /// <summary>The time of the last tick.</summary>
    public FrameTime Time { get; private set; } = new(-1, 0, 0);

    /// <summary>Adds a root object.</summary>
    public GameObject Add(string name)
    {
        var root = new GameObject(this, null, name);
        _roots.Add(root);
        return root;
    }

    /// <summary>
    /// Runs one frame, <paramref name="delta"/> seconds after the last: all updates, then all late updates.
    /// </summary>
    public void Tick(double delta)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        var time = new FrameTime(Time.Frame + 1, Time.Frame < 0 ? 0 : Time.Total + delta, delta);
        Time = time;
        _isTicking = true;
        try
        {
            for (var i = 0; i < _roots.Count; i++)
                _roots[i].RunUpdate(time);
            for (var i = 0; i < _roots.Count; i++)
                _roots[i].RunLateUpdate(time);
        }
        finally
        {
            _isTicking = false;
        }
        foreach (var doomed in _doomed)
            Remove(doomed);
        _doomed.Clear();
    }

    /// <summary>Fills <paramref name="into"/> with the active behaviours of a type, in the order they run.</summary>
    public void Collect<T>(List<T> into)
        where T : class
    {
        into.Clear();
        foreach (var root in _roots)
            root.Collect(into);
    }

    /// <summary>Destroys every object, last first.</summary>
    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        for (var i = _roots.Count - 1; i >= 0; i--)
            _roots[i].DestroyNow();
        _roots.Clear();
    }

    internal void Destroy(GameObject target)
    {
        if (!_isTicking)
            Remove(target);
        else if (!_doomed.Contains(target))
            _doomed.Add(target);
    }

    private void Remove(GameObject target)
    {
        if (target.Parent is { } parent)
            parent.Detach(target);
        else
            _roots.Remove(target);
        target.DestroyNow();
    }
}
