using System.Runtime.InteropServices;
using NeuroLab.Backends.Cpu;
using NeuroLab.Components;
using NeuroLab.Editing;
using NeuroLab.Editor.Tests.Unit.Experiments;
using NeuroLab.Experiments;

namespace NeuroLab.Editor.Tests.Unit.Editing;

/// <summary>A small run with an editor around it; every frame waits for its steps.</summary>
public sealed class EditorFixture : IDisposable
{
    private readonly CpuBackend _backend = new();

    public EditorFixture(Timeline? timeline = null, ExperimentFile? file = null)
    {
        File = file ?? Small;
        Scene = File.CreateScene(_backend);
        Scene.Trainer.WaitsForSteps = true;
        Editor = new SceneEditor(Scene, File, timeline);
    }

    public static ExperimentFile Small => SmallFile.Value;

    public ExperimentFile File { get; }

    public DescentScene Scene { get; }

    public SceneEditor Editor { get; }

    public Trainer Trainer => Scene.Trainer;

    /// <summary>Runs frames until so many steps are enqueued.</summary>
    public void PlayTo(long step)
    {
        while (Trainer.EnqueuedSteps < step)
            Editor.Tick(0.02);
    }

    public float[] Parameters(Trainer? trainer = null)
    {
        var parameters = new float[Trainer.Session.Shape.ParameterCount];
        (trainer ?? Trainer).Session.ReadParameters(parameters);
        return parameters;
    }

    public void Dispose()
    {
        Editor.Dispose();
        Scene.Dispose();
        _backend.Dispose();
    }

    public static void SameBits(float[] expected, float[] actual) =>
        Assert.Equal(MemoryMarshal.Cast<float, int>(expected).ToArray(), MemoryMarshal.Cast<float, int>(actual).ToArray());
}
