using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using NeuroLab.Datasets;
using NeuroLab.Demo.Tests.Support;
using NeuroLab.Recording;

namespace NeuroLab.Demo.Tests.Editor;

/// <summary>What stays the same however long it goes on: memory, which is counted in the whole process.</summary>
[Collection(AloneCollection.Name)]
public sealed partial class EnduranceTests
{
    [GlFact]
    public void A_steady_frame_allocates_nothing()
    {
        using var stage = new EditorStage();
        stage.Pause();
        stage.Run(240);
        var before = GC.GetAllocatedBytesForCurrentThread();
        stage.Run(120);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [GlFact]
    public void A_frame_that_trains_allocates_only_what_the_timeline_keeps()
    {
        using var stage = new EditorStage();
        // On busy cores a frame between two steps, in which the weights can be read, may be long in coming.
        stage.RunUntil(() => stage.App.Workspace.Decisions.Shown is not null);
        stage.Run(240);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var kept = stage.Editor.Timeline.Bytes;
        stage.Run(120);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < stage.Editor.Timeline.Bytes - kept + 120 * 100, $"{allocated} bytes in 120 frames");
    }

    /// <summary>
    /// A short walk; NEUROLAB_MONKEY_FRAMES=216000 makes it an hour at 60 frames/s, NEUROLAB_MONKEY_SEED another one, and
    /// NEUROLAB_MONKEY_LOG names the file that tells how far it came.
    /// </summary>
    [GlFact]
    public void A_monkey_at_mouse_and_keyboard_breaks_nothing_and_leaks_nothing()
    {
        var frames = (int)Setting("FRAMES", 2400);
        var seed = (ulong)Setting("SEED", 11);
        var log = Environment.GetEnvironmentVariable("NEUROLAB_MONKEY_LOG");
        // The monkey finds the 210 MB of MNIST sooner or later; they are shared, so holding them keeps them out of the sum.
        var largest = new Mnist().Load(new DatasetOptions());
        using var stage = new EditorStage(width: 800, height: 480);
        stage.App.Recorder.Settings.Format = new FrameFormat(320, 180, 30);
        var monkey = new Monkey(stage, seed);
        var managed = new List<long>();
        var resident = new List<long>();
        for (var frame = 1; frame <= frames; frame++)
        {
            try
            {
                monkey.Step();
            }
            catch (Exception error)
            {
                throw new InvalidOperationException($"frame {frame} of seed {seed}, after: {monkey.Recently}", error);
            }
            if (frame % Math.Max(1, frames / 60) != 0)
                continue;
            managed.Add(GC.GetTotalMemory(forceFullCollection: true) - stage.Editor.Timeline.Bytes);
            // What glibc keeps for later is no leak: it is given back before the rest is looked at.
            if (OperatingSystem.IsLinux())
                _ = Trim(0);
            resident.Add(Environment.WorkingSet - stage.Editor.Timeline.Bytes);
            if (log is not null)
                File.AppendAllText(log, FormattableString.Invariant(
                    $"frame {frame}: {managed[^1] >> 20} MiB managed, {resident[^1] >> 20} MiB in all, beside {stage.Editor.Timeline.Bytes >> 20} MiB of timeline; {Process.GetCurrentProcess().Threads.Count} threads, {stage.Editor.Log.Edits.Count} edits, {stage.Trainer.Experiment.Train.Name}, step {stage.Trainer.Status.Step}\n"));
        }
        // Curves, undo and kept moments are bounded, but not full from the beginning.
        var grown = managed[40..].Max() - managed[20..40].Max();
        Assert.True(grown < Math.Max(48 << 20, managed[20..40].Max() / 20), $"{grown >> 20} MiB more in the last third");
        if (frames >= 100_000)
        {
            var (before, after) = (resident[20..40].Max(), resident[40..].Max());
            Assert.True(after < 1.05 * before, $"{before >> 20} MiB grew to {after >> 20} MiB in the last third");
        }
        GC.KeepAlive(largest);
    }

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int Trim(nuint pad);

    private static long Setting(string name, long otherwise) =>
        Environment.GetEnvironmentVariable($"NEUROLAB_MONKEY_{name}") is { Length: > 0 } text
            ? long.Parse(text, CultureInfo.InvariantCulture)
            : otherwise;
}
