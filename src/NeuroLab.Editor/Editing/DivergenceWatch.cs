using System.Globalization;
using System.Runtime.CompilerServices;
using NeuroLab.Components;
using NeuroLab.Editing.Edits;
using NeuroLab.Networks;
using NeuroLab.Optimizers;
using NeuroLab.Training;

namespace NeuroLab.Editing;

/// <summary>
/// Detects when a runner diverges or all units of a layer die, once each time, and remembers its state before. Replayed
/// steps do not count.
/// </summary>
internal sealed class DivergenceWatch(SceneEditor editor)
{
    // Weak: a runner that left the race goes with its session.
    private readonly ConditionalWeakTable<Runner, Watched> _watched = [];
    private readonly List<Divergence> _open = [];
    private int _run = -1;

    /// <summary>
    /// The latest divergence that is neither closed, nor left by a jump to another position, nor recovered from; null for
    /// none.
    /// </summary>
    public Divergence? Current
    {
        get
        {
            for (var i = _open.Count - 1; i >= 0; i--)
            {
                if (IsPresent(_open[i]))
                    return _open[i];
            }
            return null;
        }
    }

    /// <summary>The user has answered it.</summary>
    public void Close(Divergence divergence) => _open.Remove(divergence);

    /// <summary>Checks the latest status of each runner; call once per frame.</summary>
    public void Update()
    {
        if (_run != editor.Scene.Trainer.Run)
        {
            _run = editor.Scene.Trainer.Run;
            _watched.Clear();
            _open.Clear();
        }
        var runners = editor.Scene.Race.Runners;
        for (var i = _open.Count - 1; i >= 0; i--)
        {
            if (!runners.Contains(_open[i].Runner) || IsOver(_open[i]))
                _open.RemoveAt(i);
        }
        for (var i = 0; i < runners.Count; i++)
        {
            if (!_watched.TryGetValue(runners[i], out var watched))
                _watched.Add(runners[i], watched = new Watched(runners[i], editor));
            if (watched.Look() is { } divergence && !IsKnown(divergence))
                _open.Add(divergence);
        }
    }

    // It is hidden while an earlier position or another branch is shown, and while its runner is muted.
    private bool IsPresent(Divergence divergence) =>
        divergence.Runner.Ball.IsVisible
        && editor.Branch.Number == divergence.At.Branch && editor.Position.Step >= divergence.At.Step;

    // After a look at an earlier position, its further steps are those of the same excursion.
    private bool IsKnown(Divergence divergence)
    {
        foreach (var open in _open)
        {
            if (open.Runner == divergence.Runner && open.At.Branch == divergence.At.Branch && open.At.Step <= divergence.At.Step)
                return true;
        }
        return false;
    }

    // The loss came back by itself, on the same branch after it: a later rise is another one.
    private bool IsOver(Divergence divergence)
    {
        var trainer = divergence.Runner.Trainer;
        return IsPresent(divergence) && !trainer.IsCatchingUp && trainer.Status.Step > divergence.At.Step
            && (divergence.DeadLayer is null ? trainer.Baseline.IsRecovered(trainer.Status.Loss)
                : _watched.TryGetValue(divergence.Runner, out var watched) && watched.DeadLayer is null);
    }

    // One runner, from status to status.
    private sealed class Watched(Runner runner, SceneEditor editor)
    {
        // The last loss that was no more than this times the lowest is good enough to go back to.
        private const double Tolerance = 2;

        // Statuses between two looks at the units: that takes a moment, and longer while steps are pending.
        private const int LookEvery = 16, LookAtLast = 64;

        private readonly Dictionary<int, long> _farthest = [];
        private readonly StepRecord[] _records = new StepRecord[256];
        private (TimelinePosition At, double Rate) _best, _next;
        private TimelinePosition _last;
        private double _bestLoss = double.PositiveInfinity, _lastLoss = double.PositiveInfinity, _criticalRate = double.NaN;
        private long _lastStep, _changed, _divergedAt;
        private int _seen, _sinceLook = LookEvery;
        private bool _isUnderWay;
        private NetworkShape? _shape;
        private DeadUnits? _units;
        private float[] _weights = [];

        /// <summary>The layer whose units are all dead; null for none.</summary>
        public int? DeadLayer { get; private set; }

        private Trainer Trainer => runner.Trainer;

        public Divergence? Look()
        {
            if (_seen == Trainer.StatusVersion)
                return null;
            _seen = Trainer.StatusVersion;
            var status = Trainer.Status;
            if (Trainer.IsCatchingUp)
                return null;
            var position = editor.Position;
            // From before it on, it may be detected again.
            if ((position.Branch != _last.Branch ? editor.Branch.ForkStep : status.Step) < _divergedAt)
                _isUnderWay = false;
            Follow(position, status.Step);
            var isNews = status.Step > _farthest.GetValueOrDefault(position.Branch, -1);
            if (isNews)
                _farthest[position.Branch] = status.Step;
            FindDead();
            if (!Trainer.HasDiverged)
            {
                Note(position, status);
                if (DeadLayer is null)
                    return null;
            }
            var isFirst = !_isUnderWay && double.IsFinite(Trainer.Baseline.Start);
            if (!_isUnderWay)
                _divergedAt = status.Step;
            _isUnderWay = true;
            return isFirst && isNews && runner.Ball.IsVisible ? Describe(position, status) : null;
        }

        // A layer without a living unit learns nothing, at whatever loss: what was noted is good only if the units live.
        private void FindDead()
        {
            var session = Trainer.Session;
            if (!ReferenceEquals(_shape, session.Shape))
            {
                (_shape, DeadLayer) = (session.Shape, null);
                _units = DeadUnits.CanDie(_shape) ? new DeadUnits(_shape) : null;
                _weights = _units is null ? [] : new float[_shape.ParameterCount];
            }
            if (_units is not null && (++_sinceLook <= LookEvery || (session.PendingSteps > 0 && _sinceLook <= LookAtLast)))
                return;
            if (_units is not null)
            {
                _sinceLook = 0;
                session.ReadParameters(_weights);
                DeadLayer = _units.FindDeadLayer(_weights, session.Data.Evaluation);
            }
            if (DeadLayer is null)
                _best = _next;
        }

        // Another setting than the learning rate, which is the one that is going to be replaced, or a position that the
        // best one is not part of: the best loss is that since then.
        private void Follow(in TimelinePosition position, long step)
        {
            var edits = editor.Branch.Edits;
            if (_next.Rate == 0)
                _best = _next = (default, Trainer.Settings[Divergence.RateOf(Trainer)]);
            var best = _next.At;
            var isContinued = best.Step <= step && best.Edits <= position.Edits && editor.Branch.Contains(best.Branch, best.Step, best.Edits);
            for (var i = best.Edits; isContinued && i < position.Edits; i++)
                isContinued = IsMeasured(edits[i]) || (IsRate(edits[i]) && edits[i].Concerns(runner));
            if (position.Branch != _last.Branch || step < _last.Step)
                _sinceLook = LookEvery;
            _last = position with { Step = step };
            _changed = position.Edits > 0 ? edits[position.Edits - 1].Step : 0;
            if (isContinued)
                return;
            _best = _next = BeforeRates(position with { Step = _changed });
            _bestLoss = _lastStep <= _changed ? _lastLoss : double.PositiveInfinity;
        }

        private void Note(in TimelinePosition position, in TrainingStatus status)
        {
            (_lastLoss, _lastStep) = (status.Loss, status.Step);
            if (double.IsFinite(runner.Sharpness.CriticalRate))
                _criticalRate = runner.Sharpness.CriticalRate;
            if (DeadLayer is null && Trainer.Baseline.IsRecovered(status.Loss))
                _isUnderWay = false;
            // A status that was in flight during a change belongs to the old state.
            if (status.Step < _changed || DeadLayer is not null || !IsGood(status.Loss))
                return;
            _bestLoss = Math.Min(_bestLoss, status.Loss);
            _next = BeforeRates(position with { Step = status.Step });
            if (_units is null)
                _best = _next;
        }

        // Half way to a useless network is damage, even where that is less than twice the lowest loss.
        private bool IsGood(double loss) =>
            loss <= _bestLoss || loss <= Math.Min(Tolerance * _bestLoss, (_bestLoss + Trainer.Baseline.Useless) / 2);

        // A rate that is set at the position's own step has not moved the weights yet: it is not the one in force.
        private (TimelinePosition At, double Rate) BeforeRates(TimelinePosition at)
        {
            var (edits, name) = (editor.Branch.Edits, Divergence.RateOf(Trainer).PropertyName);
            var rate = Trainer.Settings[Divergence.RateOf(Trainer)];
            for (var i = at.Edits - 1; at.Step > 0 && i >= 0 && edits[i].Step >= at.Step && IsRate(edits[i]) && edits[i].Concerns(runner); i--)
            {
                at = at with { Edits = i };
                if (edits[i] is PropertyEdit set && set.Property == name && double.TryParse(set.Old, CultureInfo.InvariantCulture, out var old))
                    rate = old;
            }
            return (at, rate);
        }

        private static bool IsRate(Edit edit) =>
            edit is PropertyEdit { Property: var name } && (name == nameof(Trainer.LearningRate) || name == Hyperparameter.EdgeShare.PropertyName);

        // What the run measured by itself is nobody's change.
        private static bool IsMeasured(Edit edit) =>
            edit is PropertyEdit { Property: var name } && name == Hyperparameter.EdgeRate.PropertyName;

        private Divergence Describe(in TimelinePosition position, in TrainingStatus status)
        {
            var (step, rate) = Trainer.HasDiverged ? FirstStep(status) : (status.Step, Trainer.RateInForce);
            var (change, before) = LastChange(position);
            return new Divergence(
                runner, position with { Step = step }, status.Loss, rate, _criticalRate, _best.At, _best.Rate, change,
                change.Count > 0 ? before : _best.At, Trainer.HasDiverged ? null : DeadLayer);
        }

        // The status covers all steps of a frame; the step history tells which of them it was.
        private (long Step, double Rate) FirstStep(in TrainingStatus status)
        {
            var history = Trainer.Session.History;
            var from = Math.Max(0, history.Count - (Trainer.EnqueuedSteps - _lastStep) - 1);
            for (int count; (count = history.CopyTo(ref from, _records)) > 0;)
            {
                for (var i = 0; i < count; i++)
                {
                    if (_records[i].Step > _lastStep && Trainer.Baseline.IsBeyond(_records[i].Loss))
                        return (_records[i].Step, _records[i].LearningRate);
                }
            }
            return (status.Step, Trainer.LearningRate);
        }

        // The edits of the last drag or choice that affected this runner's training.
        private (IReadOnlyList<Edit> Edits, TimelinePosition Before) LastChange(in TimelinePosition position)
        {
            var edits = editor.Branch.Edits;
            var last = Math.Min(position.Edits, edits.Count) - 1;
            while (last >= 0 && (IsMeasured(edits[last]) || !edits[last].Concerns(runner)))
                last--;
            if (last < 0)
                return ([], default);
            var first = last;
            while (first > 0 && edits[first - 1].Group == edits[last].Group)
                first--;
            return (edits[first..(last + 1)], new TimelinePosition(position.Branch, edits[first].Step, first));
        }
    }
}
