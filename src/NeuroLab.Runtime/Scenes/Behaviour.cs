namespace NeuroLab.Scenes;

/// <summary>
/// A part of a <see cref="GameObject"/> with Unity's life cycle. Once: <see cref="Awake"/> when it is added,
/// <see cref="OnDestroy"/> when it is destroyed. Each time it becomes active or inactive: <see cref="OnEnable"/> and
/// <see cref="OnDisable"/>. Each frame while active: <see cref="Start"/> before the first, <see cref="Update"/>, and,
/// after all updates of the scene, <see cref="LateUpdate"/>. All on the thread that ticks the scene.
/// </summary>
public abstract class Behaviour
{
    private GameObject? _gameObject;
    private bool _isEnabled = true;
    private bool _isRunning;
    private bool _hasStarted;

    /// <summary>The object it belongs to.</summary>
    /// <exception cref="InvalidOperationException">It was never added to an object.</exception>
    public GameObject GameObject =>
        _gameObject ?? throw new InvalidOperationException($"{GetType().Name} has not been added to a game object.");

    /// <summary>The scene of its object.</summary>
    public Scene Scene => GameObject.Scene;

    /// <summary>Whether it is enabled; it runs while its object is active too.</summary>
    [HideInInspector, Label("Shown"), Tooltip("Whether it is shown and works.")]
    public bool Enabled
    {
        get => _isEnabled;
        set
        {
            _isEnabled = value;
            Refresh();
        }
    }

    /// <summary>Whether it is enabled on an active object.</summary>
    public bool IsActiveAndEnabled => _isEnabled && _gameObject is { IsActiveInHierarchy: true };

    /// <summary>Called when it is added to its object; other behaviours may not exist yet.</summary>
    protected virtual void Awake()
    {
    }

    /// <summary>Called when it becomes active.</summary>
    protected virtual void OnEnable()
    {
    }

    /// <summary>Called before its first update; all behaviours added so far are awake.</summary>
    protected virtual void Start()
    {
    }

    /// <summary>Called every frame.</summary>
    protected virtual void Update(in FrameTime time)
    {
    }

    /// <summary>Called every frame, after all updates.</summary>
    protected virtual void LateUpdate(in FrameTime time)
    {
    }

    /// <summary>Called when it becomes inactive.</summary>
    protected virtual void OnDisable()
    {
    }

    /// <summary>Called when it is destroyed: frees what it owns.</summary>
    protected virtual void OnDestroy()
    {
    }

    internal void Attach(GameObject owner)
    {
        if (_gameObject is not null)
            throw new InvalidOperationException($"{GetType().Name} belongs to '{_gameObject.Name}' already.");
        _gameObject = owner;
    }

    internal void Begin()
    {
        Awake();
        Refresh();
    }

    internal void Refresh()
    {
        var shouldRun = IsActiveAndEnabled;
        if (shouldRun == _isRunning || _gameObject is null)
            return;
        _isRunning = shouldRun;
        if (shouldRun)
            OnEnable();
        else
            OnDisable();
    }

    internal void RunUpdate(in FrameTime time)
    {
        if (!_isRunning)
            return;
        if (!_hasStarted)
        {
            _hasStarted = true;
            Start();
        }
        Update(time);
    }

    internal void RunLateUpdate(in FrameTime time)
    {
        // A behaviour enabled during this frame waits for its own first update.
        if (_isRunning && _hasStarted)
            LateUpdate(time);
    }

    internal void Destroy()
    {
        if (_isRunning)
        {
            _isRunning = false;
            OnDisable();
        }
        OnDestroy();
    }
}
