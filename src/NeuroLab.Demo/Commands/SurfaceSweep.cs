using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using NeuroLab.Backends.Cpu;
using NeuroLab.Landscapes;
using NeuroLab.Losses;
using NeuroLab.Training;

namespace NeuroLab.Demo.Commands;

/// <summary>
/// A surface of any size: its grid is sampled in parts of a few seconds each, every one of which is saved, over sets of
/// samples in blocks, so that memory is bounded. A point's value does not depend on the parts, so a run that continues
/// gives the same bytes as one that was never interrupted.
/// </summary>
internal sealed class SurfaceSweep(CommandContext context, GridPart grid, bool hasAccuracy)
{
    // Work of the first part, in multiply-adds; later ones are sized by the time they take.
    private const double FirstWork = 1e9;
    private const double PartSeconds = 3;

    // Of a part's time, at most this share is for what is prepared anew for each part: the first layer over several blocks.
    private const double PreparingShare = 0.1;
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(20);

    private readonly List<(Plane Plane, ITrainingSession Session, SampleSet[] Blocks)> _sets = [];
    private double _preparing; // seconds until the first points of the current part

    /// <summary>Maximum size of the first layer's values over a block of samples, which a backend keeps while it samples.</summary>
    public long BlockBytes { get; init; } = 512L << 20;

    private static string Version => typeof(SurfaceSweep).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    private int ValuesPerSet => hasAccuracy ? 2 : 1;

    /// <summary>Adds the evaluation set of a session over a plane: its losses, and accuracies, become the next columns.</summary>
    public void Add(Plane plane, ITrainingSession session)
    {
        var set = session.Data.Evaluation;
        var rows = (int)Math.Clamp(BlockBytes / (3L * sizeof(float) * session.Shape.Layers[0].Outputs), 1, set.Count);
        _sets.Add((plane, session, rows == set.Count
            ? [set] : [.. Enumerable.Range(0, (set.Count + rows - 1) / rows).Select(i => set.Part(i * rows, Math.Min(rows, set.Count - i * rows)))]));
    }

    /// <summary>Samples the grid; blocks. Returns each set's losses, and accuracies, [points].</summary>
    /// <param name="output">The surface's file.</param>
    /// <param name="backend">What computes it.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="keep">Receives the checkpoint, to be deleted when the result is written.</param>
    public float[][] Run(string output, IComputeBackend backend, Loss loss, out SurfaceCheckpoint keep)
    {
        var count = grid.Rows * grid.Columns;
        var values = new float[_sets.Count * ValuesPerSet][];
        for (var i = 0; i < values.Length; i++)
            values[i] = new float[count];
        var checkpoint = keep = new SurfaceCheckpoint(output, Hash(backend, loss), Version, values);
        var done = 0;
        try
        {
            done = checkpoint.Load();
            if (done > 0)
                context.Say(string.Create(
                    CultureInfo.InvariantCulture, $"continues after {done:N0} of {count:N0} points, kept in {checkpoint.FilePath}"));
            ProgressBar.Run(context, "surface", progress =>
            {
                var next = FirstPoints();
                while (done < count)
                {
                    var part = grid.Next(done, next);
                    var size = part.Rows * part.Columns;
                    var clock = Stopwatch.GetTimestamp();
                    _preparing = 0;
                    for (var i = 0; i < _sets.Count; i++)
                    {
                        var before = done + size * (i / (double)_sets.Count);
                        Sample(i, part, done, values, share => progress.Report(
                            (before + size * share / _sets.Count) / count, $"surface {grid.Columns}x{grid.Rows}"));
                    }
                    done += size;
                    checkpoint.Save(done);
                    var seconds = Stopwatch.GetElapsedTime(clock).TotalSeconds;
                    var sampling = Math.Max(seconds - _preparing, 0.1 * seconds);
                    next = (int)Math.Clamp(size * Math.Max(PartSeconds, _preparing / PreparingShare) / sampling, 1, 2.0 * next);
                }
            });
        }
        catch (Exception error)
        {
            checkpoint.Dispose();
            if (error is OperationCanceledException && checkpoint.IsOnDisk)
                throw new InterruptionException(string.Create(
                    CultureInfo.InvariantCulture, $"{done:N0} of {count:N0} points are kept in {checkpoint.FilePath}; the same command continues there"));
            throw;
        }
        return values;
    }

    private int FirstPoints()
    {
        var work = _sets.Sum(set => set.Session.Data.Evaluation.Count * (double)set.Session.Shape.ParameterCount);
        return (int)Math.Min(Math.Max(16, FirstWork / work), grid.Rows * grid.Columns);
    }

    // The mean over blocks of a set, weighted by their samples.
    private void Sample(int number, GridPart part, int first, float[][] values, Action<double> report)
    {
        var (plane, session, blocks) = _sets[number];
        var losses = values[number * ValuesPerSet].AsSpan(first, part.Rows * part.Columns);
        var accuracies = hasAccuracy ? values[number * ValuesPerSet + 1].AsSpan(first, losses.Length) : [];
        if (blocks.Length == 1)
        {
            using var request = Finish(plane, session, part, share => report(share));
            request.Latest.Losses.CopyTo(losses);
            request.Accuracies.CopyTo(accuracies);
            return;
        }
        double[] loss = new double[losses.Length], accuracy = new double[accuracies.Length];
        for (var b = 0; b < blocks.Length; b++)
        {
            session.UseEvaluation(blocks[b]);
            using var request = Finish(plane, session, part, share => report((b + share) / blocks.Length));
            for (var i = 0; i < loss.Length; i++)
                loss[i] += (double)request.Latest.Losses[i] * blocks[b].Count;
            for (var i = 0; i < accuracy.Length; i++)
                accuracy[i] += (double)request.Accuracies[i] * blocks[b].Count;
        }
        double samples = blocks.Sum(block => block.Count);
        for (var i = 0; i < loss.Length; i++)
            losses[i] = (float)(loss[i] / samples);
        for (var i = 0; i < accuracy.Length; i++)
            accuracies[i] = (float)(accuracy[i] / samples);
    }

    private SurfaceRequest Finish(Plane plane, ITrainingSession session, GridPart part, Action<double> report)
    {
        var clock = Stopwatch.GetTimestamp();
        var request = session.Sample(plane, new SurfaceGrid { Part = part, HasAccuracy = hasAccuracy });
        var hasPoints = false;
        try
        {
            while (!request.IsFinished)
            {
                session.Pump(Beat);
                if (context.Interruption.WaitHandle.WaitOne(session.PendingSteps > 0 ? TimeSpan.Zero : Beat))
                    context.Interruption.ThrowIfCancellationRequested();
                report(request.Progress);
                if (!hasPoints && request.Progress > 0)
                    (hasPoints, _preparing) = (true, _preparing + Stopwatch.GetElapsedTime(clock).TotalSeconds);
            }
            if (!hasPoints)
                _preparing += Stopwatch.GetElapsedTime(clock).TotalSeconds;
            // A small surface may be complete before the first check for interruption.
            context.Interruption.ThrowIfCancellationRequested();
            request.Finish();
            return request;
        }
        catch
        {
            request.Dispose();
            throw;
        }
    }

    // Of all that determines the values' bits.
    private byte[] Hash(IComputeBackend backend, Loss loss)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Text(string.Create(CultureInfo.InvariantCulture,
            $"{backend.Name}, {CpuBackend.VectorWidth}; {loss}; {grid.Alpha}, {grid.Beta}; {hasAccuracy}"));
        foreach (var (plane, session, _) in _sets)
        {
            Text($"; {string.Join('-', session.Shape.Sizes)} {session.Shape.ActivationNames}{(session.Shape.HasSkips ? " skip" : "")}");
            foreach (var vector in (float[][])[plane.Origin, plane.First, plane.Second])
                hash.AppendData(MemoryMarshal.AsBytes(vector.AsSpan()));
        }
        foreach (var block in _sets.SelectMany(set => set.Blocks))
        {
            Text($"; {block.Count} {block.InputCount} {block.OutputCount} {block.IsClassification}");
            float[] room = [];
            for (var row = 0; row < block.Count; row += 4096)
                hash.AppendData(MemoryMarshal.AsBytes(block.ReadInputs(row, Math.Min(4096, block.Count - row), ref room)));
            hash.AppendData(MemoryMarshal.AsBytes(block.Targets.AsSpan()));
        }
        return hash.GetHashAndReset();

        void Text(string text) => hash.AppendData(System.Text.Encoding.UTF8.GetBytes(text));
    }
}
