using NeuroLab.Scenes;

namespace NeuroLab.Runtime.Tests.Unit.Scenes;

/// <summary>Writes down each call of its life cycle, and does what it is told in it.</summary>
internal sealed class Recorder(string name, List<string> log) : Behaviour
{
    private readonly Dictionary<string, Action> _actions = [];

    public FrameTime LastTime { get; private set; }

    public Recorder On(string call, Action action)
    {
        _actions[call] = action;
        return this;
    }

    protected override void Awake() => Call("Awake");

    protected override void OnEnable() => Call("OnEnable");

    protected override void Start() => Call("Start");

    protected override void Update(in FrameTime time)
    {
        LastTime = time;
        Call("Update");
    }

    protected override void LateUpdate(in FrameTime time) => Call("LateUpdate");

    protected override void OnDisable() => Call("OnDisable");

    protected override void OnDestroy() => Call("OnDestroy");

    private void Call(string call)
    {
        log.Add($"{name}.{call}");
        if (_actions.Remove(call, out var action))
            action();
    }
}
