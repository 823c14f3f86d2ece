using NeuroLab.Backends.OpenGL;
using NeuroLab.Optimizers;

namespace NeuroLab.Runtime.Tests.Unit.Optimizers;

public class HyperparameterTests
{
    public static TheoryData<string> Names => [.. Catalog.Optimizers.Select(optimizer => optimizer.Name)];

    // What is declared decides what inspector and help show: it must be what the formula reads.
    [Theory, MemberData(nameof(Names))]
    public void An_optimizer_reads_exactly_what_it_declares(string name)
    {
        var optimizer = Catalog.Optimizer(name);
        var settings = new OptimizerSettings { LearningRate = 0.1, Epsilon = 1e-3, WeightDecay = 0.1 };
        var read = Hyperparameter.All.Where(each =>
            Weight(optimizer, settings) != Weight(optimizer, settings.With(each, 0.7 * settings[each] + 0.01)));
        Assert.Equal(read, optimizer.Hyperparameters);
        var vectorRead = Hyperparameter.All.Where(each =>
            VectorWeight(optimizer, settings) != VectorWeight(optimizer, settings.With(each, 0.7 * settings[each] + 0.01)));
        Assert.Equal(read, vectorRead);
    }

    [Fact]
    public void Names_and_places_are_the_tables()
    {
        Assert.Equal(Enumerable.Range(0, Hyperparameter.All.Count), Hyperparameter.All.Select(each => each.Index));
        Assert.Equal(Hyperparameter.All.Count, Hyperparameter.All.Select(each => each.Name).Distinct().Count());
        var decay = Hyperparameter.WeightDecay;
        Assert.Equal(
            ("weight_decay", "WeightDecay", "weightDecay", "--weight-decay"),
            (decay.Name, decay.PropertyName, decay.JsonName, decay.Option));
        Assert.All(Hyperparameter.All, each =>
        {
            Assert.InRange(each.Default, each.Minimum, each.Maximum);
            Assert.InRange(each.Slider.Low, each.Minimum, each.Slider.High);
            Assert.InRange(each.Slider.High, each.Slider.Low, each.Maximum);
            Assert.True(!each.IsLogarithmic || each.Slider.Low > 0);
        });
    }

    [Fact]
    public void Settings_differ_by_any_value()
    {
        var settings = new OptimizerSettings();
        Assert.All(Hyperparameter.All, each =>
        {
            Assert.Equal(each.Default, settings[each]);
            var other = settings.With(each, 0.25);
            Assert.Equal(0.25, other[each]);
            Assert.True(settings != other && settings == other.With(each, each.Default));
        });
    }

    [Fact]
    public void The_shaders_see_every_constant_at_the_offset_where_the_host_puts_it()
    {
        var settings = new OptimizerSettings { LearningRate = 0.25, WeightDecay = 0.5, Beta1 = 0.75 };
        var floats = new float[StepConstants.Names.Count];
        var constants = new StepConstants(settings, step: 2);
        constants.CopyTo(floats);
        Assert.Equal(0.25f, floats[Index("learning_rate")]);
        Assert.Equal(0.25f, floats[Index("one_minus_beta1")]);
        Assert.Equal(0.875f, floats[Index("shrink")]);
        Assert.Equal((float)(0.25 / (1 - 0.75 * 0.75)), floats[Index("corrected_rate")]);
        Assert.Equal(0.25f, new StepData(3, 7, constants).LearningRate);
        var members = StepData.Glsl[..StepData.Glsl.IndexOf("};", StringComparison.Ordinal)].Split('\n')
            .Where(line => line.StartsWith("    float ", StringComparison.Ordinal) && !line.Contains("unused"))
            .Select(line => line.Trim()["float ".Length..^1]);
        Assert.Equal(StepConstants.Names, members);
    }

    private static int Index(string name) => StepConstants.Names.ToList().IndexOf(name);

    private static double Weight(Optimizer optimizer, in OptimizerSettings settings)
    {
        double w = 1, s0 = 0, s1 = 0;
        for (var step = 1; step <= 3; step++)
            optimizer.Update(ref w, step % 2 == 0 ? 0.5 : -0.3, ref s0, ref s1, new StepConstants(settings, step));
        return w;
    }

    private static float VectorWeight(Optimizer optimizer, in OptimizerSettings settings)
    {
        float[] w = [1], s0 = new float[optimizer.StateSlots > 0 ? 1 : 0], s1 = new float[optimizer.StateSlots > 1 ? 1 : 0];
        for (var step = 1; step <= 3; step++)
            optimizer.Update(w, [step % 2 == 0 ? 0.5f : -0.3f], s0, s1, new StepConstants(settings, step));
        return w[0];
    }
}
