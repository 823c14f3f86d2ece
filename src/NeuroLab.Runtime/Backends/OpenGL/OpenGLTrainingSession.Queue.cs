using System.Diagnostics;
using NeuroLab.Training;

namespace NeuroLab.Backends.OpenGL;

// From orders to dispatches, and back from fences to statuses.
internal sealed partial class OpenGLTrainingSession
{
    // Enqueues as many steps as fit until so many seconds after the start, at least one while the device is idle.
    private void RunTraining(long started, double seconds)
    {
        seconds -= _statusCost.Seconds;
        while (_orders.TryPeek(out var first))
        {
            if (first.Steps == 0)
            {
                // Nothing to do but to report.
                _dueObservation = _orders.Dequeue().Observation;
                continue;
            }
            if (first.Options.GradientSource == GradientSource.FiniteDifferences)
            {
                // The host takes the step; first comes what is on its way.
                if (_ring.InFlight > 0)
                    return;
                StepByDifferences(first);
                if (Spent(started) > seconds)
                    return;
                continue;
            }
            var spent = Spent(started);
            if (_ring.InFlight > 0 && spent + _stepCost.Seconds > seconds || _ring.TryBegin() is not { } commands)
                return;
            var options = first.Options;
            Adopt(options);
            FillSteps(commands, options, _stepCost.Fit(seconds - spent, fewest: 1));
            commands.UploadSteps();
            _on.StepKernel(_planner.RowsOf(options), options.Optimizer).Run(commands, options.Optimizer);
            _ring.Send(commands, _stepCost.Seconds * commands.StepCount);
            CollectFinished(TimeSpan.Zero);
            if (_ring.InFlight == 0 && Spent(started) + _stepCost.Seconds > seconds)
                return;
        }
    }

    private void StepByDifferences(in TrainingOrder order)
    {
        Adopt(order.Options);
        _differences ??= new FiniteDifferenceSteps(_device, _on, Data.Train);
        var step = _planner.Step;
        var batch = _planner.Next(order.Options);
        var (loss, gradient, length) = _differences.Run(order.Options, batch, _planner.OptimizerStep);
        History.Add(new StepRecord(step, (float)loss, (float)gradient, (float)order.Options.Settings.LearningRate));
        _on.Probe.Remember(loss, gradient, length);
        _dueObservation = order.Observation;
        PendingSteps--;
        if (++_begunOfFirst < order.Steps)
            return;
        _orders.Dequeue();
        _begunOfFirst = 0;
    }

    private void RunSurfaces(long started, double seconds)
    {
        while (_surfaces.HasWork)
        {
            var spent = Spent(started);
            if (_ring.InFlight > 0 && spent > seconds || !_surfaces.TryEnqueue(seconds - spent))
                return;
            CollectFinished(TimeSpan.Zero);
            if (Spent(started) > seconds)
                return;
        }
    }

    // A software renderer has worked when the call returns; a GPU works on what is in flight.
    private double Spent(long started) =>
        Math.Max(Stopwatch.GetElapsedTime(started).TotalSeconds, _ring.InFlightSeconds);

    // Takes steps from the orders, as long as one kernel can do them all.
    private void FillSteps(CommandBatch commands, TrainingOptions options, int most)
    {
        commands.FirstStep = _planner.Step;
        while (commands.StepCount < most && _orders.TryPeek(out var order))
        {
            if (order.Options.Optimizer != options.Optimizer || order.Options.BatchSize != options.BatchSize
                || order.Options.GradientSource != options.GradientSource)
                return;
            var wanted = Math.Min(most - commands.StepCount, order.Steps - _begunOfFirst);
            var filled = _planner.Fill(commands, order.Options, wanted);
            _dueObservation = order.Observation;
            _begunOfFirst += filled;
            if (_begunOfFirst < order.Steps)
                return;
            _orders.Dequeue();
            _begunOfFirst = 0;
        }
    }

    // A status behind the steps enqueued since the last one.
    private void EnqueueStatus()
    {
        if (_dueObservation is not { } observation || _ring.TryBegin() is not { } commands)
            return;
        _on.Probe.Enqueue(commands, _planner.Step, _planner.Position.Epoch, observation);
        _snapshot.TakeWith(
            commands, _planner.Step, _planner.OptimizerStep, _planner.Position, _adopted.Optimizer.StateSlots);
        _ring.Send(commands, _statusCost.Seconds);
        _dueObservation = null;
    }

    private void CollectFinished(TimeSpan wait)
    {
        while (_ring.TryCollect(wait) is { } commands)
        {
            for (var i = 0; i < commands.StepCount; i++)
            {
                var value = commands.Values[i];
                History.Add(new StepRecord(
                    commands.FirstStep + i, value.X, MathF.Sqrt(value.Z), commands.Steps[i].LearningRate));
            }
            PendingSteps -= commands.StepCount;
            _stepCost.Observe(commands.Seconds, commands.StepCount);
            if (_on.Probe.Collect(commands) is { } status)
            {
                (_status, _hasStatus) = (status, true);
                _statusCost.Observe(commands.Seconds, 1);
            }
            _snapshot.Collect(commands);
            commands.Surface?.Collect(commands);
            _products.Collect(commands);
        }
    }
}
