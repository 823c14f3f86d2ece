using NeuroLab.Components;
using NeuroLab.Editing;
using NeuroLab.Optimizers;

namespace NeuroLab.Editor.Tests.Unit.Editing;

public sealed class DivergenceTests : IDisposable
{
    private const double Wild = 300;

    private readonly EditorFixture _run = new();

    private SceneEditor Editor => _run.Editor;

    private Trainer Trainer => _run.Trainer;

    public void Dispose() => _run.Dispose();

    [Fact]
    public void A_loss_above_ten_times_its_start_is_one_and_says_step_rate_and_what_led_there()
    {
        var divergence = Diverge();
        Assert.True(double.IsFinite(Trainer.Status.Loss));
        Assert.True(Trainer.Status.Loss > 10 * Trainer.Baseline.Start, $"{Trainer.Status.Loss} of {Trainer.Baseline.Start}");
        Assert.InRange(Trainer.Baseline.Start, 0.3, 1.5);
        Assert.InRange(divergence.At.Step, 101, Trainer.Status.Step);
        Assert.Equal((Wild, Trainer.Status.Loss), (divergence.LearningRate, divergence.Loss));
        Assert.Equal(["LearningRate"], divergence.Change.Select(edit => edit.Subject.Part));
        Assert.Equal(100, divergence.BeforeChange.Step);
        // No status is better than the one that the rate was raised at.
        // The raised rate has not moved them yet.
        Assert.Equal((100L, 0.01, 0.005), (divergence.Best.Step, divergence.BestRate, divergence.HalfRate));
    }

    [Fact]
    public void Half_the_rate_goes_on_from_before_it_and_is_one_change()
    {
        _run.PlayTo(100);
        var before = _run.Parameters();
        Diverge().HalveRate(Editor);
        Assert.Equal((100L, 0.005), (Trainer.EnqueuedSteps, Trainer.LearningRate));
        EditorFixture.SameBits(before, _run.Parameters());
        Assert.False(Trainer.HasDiverged);
        Assert.Null(Editor.Divergences.Current);
        Assert.Equal("branch 2", Editor.Branch.Name);

        Editor.Undo();
        Assert.Equal(("main", Wild), (Editor.Branch.Name, Trainer.LearningRate));
        Assert.True(Trainer.HasDiverged);
        Editor.Redo();
        Assert.Equal((100L, 0.005), (Trainer.EnqueuedSteps, Trainer.LearningRate));
        EditorFixture.SameBits(before, _run.Parameters());
    }

    [Fact]
    public void Where_the_rate_follows_the_edge_its_share_is_halved()
    {
        Editor.Set(Trainer, nameof(Trainer.Schedule), "edge");
        var position = Editor.Position;
        Divergence Now() => new(_run.Scene.Race.Runners[0], position, 9, Trainer.RateInForce, double.NaN, position, Trainer.Settings[Divergence.RateOf(Trainer)], [], default);
        // Nothing is measured yet: the learning rate decides.
        Assert.Equal(Hyperparameter.LearningRate, Now().Rate);
        // The place to return to is no remedy with a rate that did not do.
        Assert.Equal(Trainer.LearningRate / 2, (Now() with { BestRate = 9 }).HalfRate);
        Trainer.Settings = Trainer.Settings.With(Hyperparameter.EdgeRate, 0.5);
        var (rate, set) = (Trainer.RateInForce, Trainer.LearningRate);
        Now().HalveRate(Editor);
        Assert.Equal((rate / 2, set), (Trainer.RateInForce, Trainer.LearningRate));
        Assert.Equal(0.45, Trainer.Settings[Hyperparameter.EdgeShare]);
    }

    [Fact]
    public void A_rate_that_was_raised_step_by_step_is_halved_from_before_the_loss_rose()
    {
        Editor.Set(Trainer, nameof(Trainer.Optimizer), "sgd");
        Editor.Set(Trainer, nameof(Trainer.LearningRate), 0.02);
        _run.PlayTo(200);
        var (low, best, bestRate) = (Trainer.Status.Loss, 0L, 0.0);
        while (Editor.Divergences.Current is null && Trainer.LearningRate < 1e6)
        {
            Editor.Set(Trainer, nameof(Trainer.LearningRate), Trainer.LearningRate * 2);
            Editor.Tick(0.02);
            if (Trainer.Status.Loss <= Math.Min(2 * low, (low + Trainer.Baseline.Useless) / 2))
                (best, bestRate) = (Trainer.Status.Step, Trainer.LearningRate);
            low = Math.Min(low, Trainer.Status.Loss);
        }
        var divergence = Editor.Divergences.Current!;
        Assert.Equal(best, divergence.Best.Step);
        var rate = Trainer.LearningRate;
        Assert.InRange(bestRate, 0.02, rate / 2);
        divergence.HalveRate(Editor);
        Assert.Equal((best, bestRate / 2), (Trainer.EnqueuedSteps, Trainer.LearningRate));
        Assert.True(Trainer.Status.Loss <= 2 * low, $"{Trainer.Status.Loss} of {low}");
        Play(4);
        Assert.Equal(bestRate / 2, Trainer.LearningRate);
        Assert.Equal("branch 2", Editor.Branch.Name);
    }

    [Fact]
    public void A_network_without_a_living_unit_is_one_whatever_its_loss_and_the_way_back_leads_before_it()
    {
        using var run = new EditorFixture(file: EditorFixture.Small with { Network = EditorFixture.Small.Network with { Activation = "relu" } });
        var (editor, trainer) = (run.Editor, run.Trainer);
        run.PlayTo(200);
        Assert.Null(editor.Divergences.Current);
        var weights = run.Parameters();
        var layer = trainer.Session.Shape.Layers[0];
        weights.AsSpan(layer.BiasOffset, layer.Outputs).Fill(-1000);
        trainer.WriteParameters(weights);
        for (var frame = 0; frame < 100 && editor.Divergences.Current is null; frame++)
            editor.Tick(0.02);
        var death = editor.Divergences.Current!;
        Assert.Equal(0, death.DeadLayer);
        Assert.False(trainer.HasDiverged);
        Assert.InRange(death.Best.Step, 1, 200);
        death.HalveRate(editor);
        Assert.Null(editor.Divergences.Current);
        var half = trainer.LearningRate;
        for (var frame = 0; frame < 100; frame++)
            editor.Tick(0.02);
        Assert.Null(editor.Divergences.Current);
        Assert.Equal(death.BestRate / 2, half);
    }

    [Fact]
    public void A_doubling_is_taken_back_and_not_repeated()
    {
        Editor.Set(Trainer, nameof(Trainer.Optimizer), "sgd");
        Editor.Set(Trainer, nameof(Trainer.LearningRate), Wild / 2);
        Trainer.IsPlaying = false;
        Editor.Tick(0.02);
        Editor.Set(Trainer, nameof(Trainer.LearningRate), Wild);
        Trainer.IsPlaying = true;
        Next().HalveRate(Editor);
        Assert.Equal((0L, Wild / 4), (Trainer.EnqueuedSteps, Trainer.LearningRate));
        Assert.Equal("branch 2", Editor.Branch.Name);
        Play(3);
        Assert.Equal(Wild / 4, Trainer.LearningRate);
    }

    [Fact]
    public void Undo_takes_the_change_back_that_led_there_and_what_follows_does_not_repeat_it()
    {
        _run.PlayTo(100);
        var (before, rate) = (_run.Parameters(), Trainer.LearningRate);
        Diverge().Undo(Editor);
        Assert.Equal((100L, rate), (Trainer.EnqueuedSteps, Trainer.LearningRate));
        EditorFixture.SameBits(before, _run.Parameters());
        _run.PlayTo(200);
        Assert.Equal(rate, Trainer.LearningRate);
        Assert.False(Trainer.HasDiverged);
        Editor.Undo();
        Assert.Equal(("main", Wild), (Editor.Branch.Name, Trainer.LearningRate));
    }

    [Fact]
    public void Each_is_told_once_and_not_when_it_is_only_looked_at_again()
    {
        var divergence = Diverge();
        Editor.Divergences.Close(divergence);
        Play(20);
        Assert.Null(Editor.Divergences.Current);
        Editor.SeekTo(90);
        Play(40);
        Assert.True(Trainer.HasDiverged);
        Assert.Null(Editor.Divergences.Current);
        // One that nobody has closed is there again at its own moment only.
        divergence.HalveRate(Editor);
        Assert.Null(Editor.Divergences.Current);
        Editor.Set(Trainer, nameof(Trainer.LearningRate), 4 * Wild);
        var next = Next();
        Assert.NotSame(divergence, next);
        Editor.SeekTo(90);
        Editor.Tick(0.02);
        Assert.Null(Editor.Divergences.Current);
        Editor.SeekTo(Editor.Branch, Editor.Branch.Tip);
        Editor.Tick(0.02);
        Assert.Same(next, Editor.Divergences.Current);
    }

    [Fact]
    public void One_that_the_loss_recovered_from_is_over_and_the_next_one_is_told()
    {
        var first = Recovered();
        Editor.Set(Trainer, nameof(Trainer.LearningRate), 2 * Wild);
        var next = Next();
        Assert.NotSame(first, next);
        Assert.Equal(2 * Wild, next.LearningRate);
        Assert.True(next.At.Step > first.At.Step, $"{next.At.Step} after {first.At.Step}");
    }

    [Fact]
    public void One_that_the_loss_recovered_from_does_not_return_with_an_undo()
    {
        var first = Recovered();
        Editor.Undo();
        Assert.Equal(Wild, Trainer.LearningRate);
        Assert.Null(Editor.Divergences.Current);
        // The rate is the old one, so the loss rises: again, not still.
        Assert.NotSame(first, Next());
    }

    [Fact]
    public void One_that_another_change_in_the_past_leads_to_is_told_though_no_good_loss_lies_between()
    {
        var first = Diverge();
        Editor.Divergences.Close(first);
        Editor.SeekTo(first.At.Step - 1);
        Editor.Set(Trainer, nameof(Trainer.LearningRate), 2 * Wild);
        Editor.AdvanceTo(first.At.Step + 30);
        Editor.Tick(0.02);
        Assert.True(Trainer.HasDiverged);
        Assert.NotNull(Editor.Divergences.Current);
        Assert.NotSame(first, Editor.Divergences.Current);
    }

    [Fact]
    public void In_a_race_it_is_the_runner_s_own_and_only_its_rate_is_halved()
    {
        var other = Editor.AddRunner(new Sgd());
        _run.PlayTo(100);
        var rate = Trainer.LearningRate;
        Editor.Set(other.Trainer, nameof(Trainer.LearningRate), 1e6);
        var divergence = Next();
        Assert.Same(other, divergence.Runner);
        Assert.False(Trainer.HasDiverged);
        divergence.HalveRate(Editor);
        Assert.Equal((100L, 100L), (Trainer.EnqueuedSteps, other.Trainer.EnqueuedSteps));
        Assert.Equal((rate, divergence.BestRate / 2), (Trainer.LearningRate, other.Trainer.LearningRate));
        // One that is out of sight is nothing to ask about.
        Editor.Set(other.Trainer, nameof(Trainer.LearningRate), 1e6);
        Next();
        other.IsMuted = true;
        Play(2);
        Assert.Null(Editor.Divergences.Current);
    }

    [Fact]
    public void Weights_put_on_a_peak_by_hand_have_not_diverged()
    {
        _run.PlayTo(20);
        var far = Array.ConvertAll(_run.Parameters(), weight => 60 * weight);
        Trainer.WriteParameters(far);
        Trainer.RefreshStatus();
        Assert.True(Trainer.Status.Loss > 10 * 0.7, $"{Trainer.Status.Loss}");
        Assert.False(Trainer.HasDiverged);
        Play(3);
        Assert.Null(Editor.Divergences.Current);
    }

    [Fact]
    public void From_weights_that_fit_already_the_noise_of_batches_is_no_divergence()
    {
        _run.PlayTo(20);
        Trainer.Baseline.Resume(1e-6);
        Assert.True(Trainer.Status.Loss > 1e-5);
        Assert.False(Trainer.HasDiverged);
    }

    private Divergence Diverge()
    {
        Editor.Set(Trainer, nameof(Trainer.Optimizer), "sgd");
        Editor.Set(Trainer, nameof(Trainer.LearningRate), 0.01);
        _run.PlayTo(100);
        Editor.Set(Trainer, nameof(Trainer.LearningRate), Wild);
        return Next();
    }

    // The weights of before are back, at a small rate, and the loss is low again.
    private Divergence Recovered()
    {
        _run.PlayTo(20);
        var weights = _run.Parameters();
        var first = Diverge();
        Editor.Set(Trainer, nameof(Trainer.LearningRate), 0.01);
        Trainer.WriteParameters(weights);
        Play(4);
        Assert.False(Trainer.HasDiverged);
        Assert.Null(Editor.Divergences.Current);
        return first;
    }

    private Divergence Next()
    {
        for (var frame = 0; frame < 400; frame++)
        {
            Editor.Tick(0.02);
            if (Editor.Divergences.Current is { } divergence)
                return divergence;
        }
        throw new InvalidOperationException($"no divergence; the loss is {Trainer.Status.Loss}");
    }

    private void Play(int frames)
    {
        for (var frame = 0; frame < frames; frame++)
            Editor.Tick(0.02);
    }
}
