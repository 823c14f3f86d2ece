using NeuroLab.Scenes;

namespace NeuroLab.Runtime.Tests.Unit.Scenes;

public sealed class SceneTests : IDisposable
{
    private readonly Scene _scene = new();
    private readonly List<string> _log = [];

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void A_life_goes_from_awake_to_destroyed()
    {
        var root = _scene.Add("root");
        root.Add(Record("a"));
        Expect("a.Awake", "a.OnEnable");
        _scene.Tick(0.1);
        Expect("a.Start", "a.Update", "a.LateUpdate");
        _scene.Tick(0.1);
        Expect("a.Update", "a.LateUpdate");
        root.Destroy();
        Expect("a.OnDisable", "a.OnDestroy");
        _scene.Tick(0.1);
        Expect();
    }

    [Fact]
    public void All_update_before_any_updates_late_parents_before_children()
    {
        var root = _scene.Add("root");
        root.Add(Record("a"));
        root.AddChild("child").Add(Record("c"));
        root.Add(Record("b"));
        _scene.Add("second").Add(Record("d"));
        _log.Clear();
        _scene.Tick(0.1);
        Expect("a.Start", "a.Update", "b.Start", "b.Update", "c.Start", "c.Update", "d.Start", "d.Update",
            "a.LateUpdate", "b.LateUpdate", "c.LateUpdate", "d.LateUpdate");
    }

    [Fact]
    public void A_disabled_behaviour_rests_and_starts_only_once()
    {
        var a = _scene.Add("root").Add(Record("a"));
        _scene.Tick(0.1);
        _log.Clear();
        a.Enabled = false;
        a.Enabled = false;
        _scene.Tick(0.1);
        Expect("a.OnDisable");
        a.Enabled = true;
        _scene.Tick(0.1);
        Expect("a.OnEnable", "a.Update", "a.LateUpdate");
    }

    [Fact]
    public void One_that_is_disabled_before_its_first_frame_starts_when_it_is_enabled()
    {
        var a = Record("a");
        a.Enabled = false;
        _scene.Add("root").Add(a);
        _scene.Tick(0.1);
        Expect("a.Awake");
        a.Enabled = true;
        _scene.Tick(0.1);
        Expect("a.OnEnable", "a.Start", "a.Update", "a.LateUpdate");
    }

    [Fact]
    public void A_child_is_active_only_while_its_parents_are()
    {
        var root = _scene.Add("root");
        var child = root.AddChild("child");
        child.AddChild("grandchild").Add(Record("g"));
        _log.Clear();
        root.IsActive = false;
        Expect("g.OnDisable");
        child.IsActive = false;
        root.IsActive = true;
        Expect();
        Assert.False(child.Children[0].IsActiveInHierarchy);
        child.IsActive = true;
        Expect("g.OnEnable");
        Assert.True(child.Children[0].IsActiveInHierarchy);
    }

    [Fact]
    public void One_disabled_by_another_in_the_middle_of_a_frame_misses_the_rest_of_it()
    {
        var root = _scene.Add("root");
        var a = root.Add(Record("a"));
        var b = root.Add(Record("b"));
        _scene.Tick(0.1);
        _log.Clear();
        a.On("Update", () => b.Enabled = false);
        _scene.Tick(0.1);
        Expect("a.Update", "b.OnDisable", "a.LateUpdate");
        a.On("LateUpdate", () => a.Enabled = false);
        _scene.Tick(0.1);
        Expect("a.Update", "a.LateUpdate", "a.OnDisable");
    }

    [Fact]
    public void One_enabled_after_its_turn_waits_for_its_own_first_update()
    {
        var root = _scene.Add("root");
        var a = Record("a");
        a.Enabled = false;
        root.Add(a);
        root.Add(Record("b")).On("Update", () => a.Enabled = true);
        _log.Clear();
        _scene.Tick(0.1);
        Expect("b.Start", "b.Update", "a.OnEnable", "b.LateUpdate");
        _scene.Tick(0.1);
        Expect("a.Start", "a.Update", "b.Update", "a.LateUpdate", "b.LateUpdate");
    }

    [Fact]
    public void Things_added_in_the_middle_of_a_frame_take_part_in_it()
    {
        var root = _scene.Add("root");
        root.Add(Record("a")).On("Update", () =>
        {
            root.Add(Record("b"));
            root.AddChild("child").Add(Record("c"));
            _scene.Add("second").Add(Record("d"));
        });
        _log.Clear();
        _scene.Tick(0.1);
        Expect("a.Start", "a.Update", "b.Awake", "b.OnEnable", "c.Awake", "c.OnEnable", "d.Awake", "d.OnEnable",
            "b.Start", "b.Update", "c.Start", "c.Update", "d.Start", "d.Update",
            "a.LateUpdate", "b.LateUpdate", "c.LateUpdate", "d.LateUpdate");
    }

    [Fact]
    public void One_that_grows_while_it_is_enabled_is_enabled_in_full()
    {
        var root = _scene.Add("root");
        var a = root.Add(Record("a"));
        root.IsActive = false;
        _log.Clear();
        a.On("OnEnable", () =>
        {
            root.Add(Record("b"));
            root.AddChild("child").Add(Record("c"));
        });
        root.IsActive = true;
        Expect("a.OnEnable", "b.Awake", "b.OnEnable", "c.Awake", "c.OnEnable");
    }

    [Fact]
    public void One_destroyed_in_the_middle_of_a_frame_goes_when_it_is_over()
    {
        var root = _scene.Add("root");
        var child = root.AddChild("child");
        root.Add(Record("a")).On("Update", () =>
        {
            child.Destroy();
            child.Destroy();
        });
        child.Add(Record("c"));
        _log.Clear();
        _scene.Tick(0.1);
        Expect("a.Start", "a.Update", "c.Start", "c.Update", "a.LateUpdate", "c.LateUpdate", "c.OnDisable", "c.OnDestroy");
        Assert.Empty(root.Children);
    }

    [Fact]
    public void A_family_is_destroyed_children_first_and_only_once()
    {
        var root = _scene.Add("root");
        var child = root.AddChild("child");
        root.Add(Record("a")).On("Update", () =>
        {
            child.Destroy();
            root.Destroy();
        });
        root.Add(Record("b"));
        child.Add(Record("c"));
        _scene.Tick(0.1);
        _log.RemoveAll(line => !line.EndsWith("OnDestroy", StringComparison.Ordinal));
        Expect("c.OnDestroy", "b.OnDestroy", "a.OnDestroy");
        Assert.Empty(_scene.Roots);
    }

    [Theory]
    [InlineData("OnDisable")]
    [InlineData("OnDestroy")]
    public void One_that_destroys_its_object_again_while_it_goes_does_no_harm(string call)
    {
        var root = _scene.Add("root");
        root.Add(Record("a"));
        root.Add(Record("b")).On(call, root.Destroy);
        _log.Clear();
        root.Destroy();
        Expect("b.OnDisable", "b.OnDestroy", "a.OnDisable", "a.OnDestroy");
    }

    [Fact]
    public void What_is_destroyed_never_wakes_again()
    {
        var root = _scene.Add("root");
        var a = root.Add(Record("a"));
        root.Destroy();
        _log.Clear();
        a.Enabled = false;
        a.Enabled = true;
        root.IsActive = false;
        root.IsActive = true;
        Expect();
        Assert.False(a.IsActiveAndEnabled);
        Assert.Throws<InvalidOperationException>(() => root.Add(Record("b")));
        Assert.Throws<InvalidOperationException>(() => root.AddChild("child"));
    }

    [Fact]
    public void A_behaviour_belongs_to_one_object()
    {
        var a = Record("a");
        Assert.Throws<InvalidOperationException>(() => a.GameObject);
        _scene.Add("first").Add(a);
        Assert.Equal("first", a.GameObject.Name);
        Assert.Same(_scene, a.Scene);
        var second = _scene.Add("second");
        Assert.Throws<InvalidOperationException>(() => second.Add(a));
        Assert.Empty(second.Behaviours);
    }

    [Fact]
    public void An_exception_in_a_frame_leaves_the_scene_usable()
    {
        var root = _scene.Add("root");
        root.Add(Record("a")).On("Update", () =>
        {
            root.Destroy();
            throw new InvalidOperationException("broken");
        });
        Assert.Throws<InvalidOperationException>(() => _scene.Tick(0.1));
        _scene.Tick(0.1);
        Assert.Empty(_scene.Roots);
    }

    [Fact]
    public void Time_is_the_hosts()
    {
        var a = _scene.Add("root").Add(Record("a"));
        _scene.Tick(0.5);
        Assert.Equal(new FrameTime(0, 0, 0.5), a.LastTime);
        _scene.Tick(0.25);
        Assert.Equal(new FrameTime(1, 0.25, 0.25), a.LastTime);
        Assert.Equal(a.LastTime, _scene.Time);
    }

    [Fact]
    public void Disposing_destroys_the_last_first_and_ends_the_clock()
    {
        _scene.Add("first").Add(Record("a"));
        _scene.Add("second").Add(Record("b"));
        _log.Clear();
        _scene.Dispose();
        _scene.Dispose();
        Expect("b.OnDisable", "b.OnDestroy", "a.OnDisable", "a.OnDestroy");
        Assert.Throws<ObjectDisposedException>(() => _scene.Tick(0.1));
    }

    [Fact]
    public void Active_behaviours_are_collected_in_the_order_they_run()
    {
        var root = _scene.Add("root");
        var a = root.Add(Record("a"));
        root.AddChild("child").Add(Record("c")).Enabled = false;
        var d = _scene.Add("second").Add(Record("d"));
        var found = new List<Recorder> { a };
        _scene.Collect(found);
        Assert.Equal([a, d], found);
        Assert.Same(a, root.Get<Recorder>());
        Assert.Null(root.Get<string>());
    }

    [Fact]
    public void A_steady_frame_allocates_nothing()
    {
        var root = _scene.Add("root");
        for (var i = 0; i < 8; i++)
            root.AddChild("child").Add(new Idle());
        var found = new List<Idle>();
        for (var frame = 0; frame < 100; frame++)
            Frame();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var frame = 0; frame < 100; frame++)
            Frame();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Frame()
        {
            _scene.Tick(0.1);
            _scene.Collect(found);
        }
    }

    private Recorder Record(string name) => new(name, _log);

    private void Expect(params string[] calls)
    {
        Assert.Equal(calls, _log);
        _log.Clear();
    }

    private sealed class Idle : Behaviour;
}
