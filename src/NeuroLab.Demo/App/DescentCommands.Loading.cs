using NeuroLab.Datasets;
using NeuroLab.Experiments;

namespace NeuroLab.Demo.App;

// How an experiment comes: read beside the frames, put in place between two of them.
internal sealed partial class DescentCommands
{
    private const long LargeHeap = 64L << 20;

    // Read beside the frames, applied between two of them: what went wrong is said there too.
    internal void Load(string name, Func<PreparedExperiment> read, Action<PreparedExperiment> apply)
    {
        _coming = -1;
        Loader.Begin(name, read, result => TryFile(name, () =>
        {
            if (Read(name, result) is not { } prepared)
                return;
            apply(prepared);
            // What was on screen before may be hundreds of megabytes, which nothing else would give back for minutes.
            if (GC.GetTotalMemory(forceFullCollection: false) > LargeHeap)
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }));
    }

    // A reader's defect costs the file, not the run; null where it had one.
    private PreparedExperiment? Read(string name, Func<PreparedExperiment> result)
    {
        try
        {
            return result();
        }
        catch (Exception error) when (!IsExpected(error) && Contain($"Opening {Path.GetFileName(name)}", error))
        {
            return null;
        }
    }

    private PreparedExperiment Prepare(ExperimentFile file, DatasetSplit? data = null) =>
        PreparedExperiment.Of(file, data, Loader.Rehearsal);

    // Undoing and doing again may load an experiment: it is read first, and then must still be the next to come.
    private void Walk(Func<ExperimentFile?> next, Action<PreparedExperiment?> walk)
    {
        if (next() is not { } file)
        {
            Try(() => walk(null));
            return;
        }
        var text = file.ToJson();
        Load(file.Data.Source, () => Prepare(file), prepared =>
        {
            if (next()?.ToJson() == text)
                walk(prepared);
            else
                Say("Something else was changed meanwhile: nothing was taken back");
        });
    }
}
