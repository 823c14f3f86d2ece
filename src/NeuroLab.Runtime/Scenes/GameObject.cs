namespace NeuroLab.Scenes;

/// <summary>A named object in a scene: a list of behaviours, and children that are active only while it is.</summary>
public sealed class GameObject
{
    private readonly List<Behaviour> _behaviours = [];
    private readonly List<GameObject> _children = [];
    private bool _isActive = true;
    private bool _isDestroyed;

    internal GameObject(Scene scene, GameObject? parent, string name)
    {
        Scene = scene;
        Parent = parent;
        Name = name;
    }

    /// <summary>Its name in the hierarchy.</summary>
    public string Name { get; set; }

    /// <summary>The scene it is in.</summary>
    public Scene Scene { get; }

    /// <summary>Its parent; null for a root.</summary>
    public GameObject? Parent { get; }

    /// <summary>Its behaviours, in the order they run.</summary>
    public IReadOnlyList<Behaviour> Behaviours => _behaviours;

    /// <summary>Its children, in the order they run.</summary>
    public IReadOnlyList<GameObject> Children => _children;

    /// <summary>Whether it is active itself; it is in effect only while its parents are too.</summary>
    public bool IsActive
    {
        get => _isActive;
        set
        {
            _isActive = value;
            Refresh();
        }
    }

    /// <summary>Whether it and all its parents are active; always false once it is destroyed.</summary>
    public bool IsActiveInHierarchy =>
        _isActive && !_isDestroyed && Parent is null or { IsActiveInHierarchy: true };

    /// <summary>Adds a behaviour, which awakes immediately, and returns it.</summary>
    /// <exception cref="InvalidOperationException">The object is destroyed, or the behaviour belongs to another
    /// object.</exception>
    public T Add<T>(T behaviour)
        where T : Behaviour
    {
        RequireAlive();
        behaviour.Attach(this);
        _behaviours.Add(behaviour);
        behaviour.Begin();
        return behaviour;
    }

    /// <summary>Adds a child.</summary>
    /// <exception cref="InvalidOperationException">The object is destroyed.</exception>
    public GameObject AddChild(string name)
    {
        RequireAlive();
        var child = new GameObject(Scene, this, name);
        _children.Add(child);
        return child;
    }

    /// <summary>The first behaviour of that type; null if there is none.</summary>
    public T? Get<T>()
        where T : class
    {
        foreach (var behaviour in _behaviours)
        {
            if (behaviour is T match)
                return match;
        }
        return null;
    }

    /// <summary>
    /// Destroys it with its behaviours and children. During a tick it is destroyed at the end of the tick.
    /// </summary>
    public void Destroy() => Scene.Destroy(this);

    // Iterates by index: a behaviour may add others while it is enabled or updated.
    internal void Refresh()
    {
        for (var i = 0; i < _behaviours.Count; i++)
            _behaviours[i].Refresh();
        for (var i = 0; i < _children.Count; i++)
            _children[i].Refresh();
    }

    internal void RunUpdate(in FrameTime time)
    {
        for (var i = 0; i < _behaviours.Count; i++)
            _behaviours[i].RunUpdate(time);
        for (var i = 0; i < _children.Count; i++)
            _children[i].RunUpdate(time);
    }

    internal void RunLateUpdate(in FrameTime time)
    {
        for (var i = 0; i < _behaviours.Count; i++)
            _behaviours[i].RunLateUpdate(time);
        for (var i = 0; i < _children.Count; i++)
            _children[i].RunLateUpdate(time);
    }

    internal void Collect<T>(List<T> into)
        where T : class
    {
        foreach (var behaviour in _behaviours)
        {
            if (behaviour is T match && behaviour.IsActiveAndEnabled)
                into.Add(match);
        }
        foreach (var child in _children)
            child.Collect(into);
    }

    internal void Detach(GameObject child) => _children.Remove(child);

    internal void DestroyNow()
    {
        // OnDestroy may destroy the object again.
        if (_isDestroyed)
            return;
        _isDestroyed = true;
        for (var i = _children.Count - 1; i >= 0; i--)
            _children[i].DestroyNow();
        for (var i = _behaviours.Count - 1; i >= 0; i--)
            _behaviours[i].Destroy();
        _children.Clear();
        _behaviours.Clear();
    }

    private void RequireAlive()
    {
        if (_isDestroyed)
            throw new InvalidOperationException($"'{Name}' is destroyed.");
    }
}
