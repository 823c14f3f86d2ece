using NeuroLab.Datasets;
using NeuroLab.Losses;

namespace NeuroLab.Runtime.Tests.Unit.Datasets;

public class DatasetTests
{
    private static Dataset Classes(int count, params string[] names) => new("set", [.. Enumerable.Range(0, count).Select(i => (float)i)], 1,
        [.. Enumerable.Range(0, count).Select(i => i % names.Length)], names);

    [Fact]
    public void Labels_encode_as_columns_numbers_and_bits()
    {
        Dataset three = Classes(4, "a", "b", "c"), two = Classes(3, "no", "yes");
        Assert.Equal(3, three.OutputCount(TargetEncoding.OneHot));
        Assert.Equal([1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0], three.EncodeTargets(TargetEncoding.OneHot));
        Assert.Equal(1, three.OutputCount(TargetEncoding.Values));
        Assert.Equal([0, 1, 2, 0], three.EncodeTargets(TargetEncoding.Values));
        Assert.Equal(1, two.OutputCount(TargetEncoding.Binary));
        Assert.Equal([0, 1, 0], two.EncodeTargets(TargetEncoding.Binary));
        Assert.Equal(DatasetTask.Classification, two.Task);
    }

    [Fact]
    public void Values_are_taken_as_they_are()
    {
        var data = new Dataset("set", [1, 2], 1, values: [0.25f, 0.75f, 1, 0], valueCount: 2);
        Assert.Equal(2, data.OutputCount(TargetEncoding.Values));
        Assert.Equal([0.25f, 0.75f, 1, 0], data.EncodeTargets(TargetEncoding.Values));
        Assert.Equal([0.25f, 0.75f, 1, 0], data.EncodeTargets(TargetEncoding.OneHot));
        Assert.Equal(DatasetTask.Regression, data.Task);
        var bits = new Dataset("set", [1, 2], 1, values: [0, 1]);
        Assert.Equal([0, 1], bits.EncodeTargets(TargetEncoding.Binary));
    }

    [Fact]
    public void Encoded_targets_belong_to_the_caller()
    {
        var data = new Dataset("set", [1, 2], 1, values: [3, 4]);
        data.EncodeTargets(TargetEncoding.Values)[0] = 99;
        Assert.Equal([3, 4], data.Values!);
    }

    [Fact]
    public void Targets_that_do_not_fit_the_loss_are_named_by_sample()
    {
        var values = new Dataset("prices", [1, 2], 1, values: [1, 2.5f]);
        Assert.Equal("prices: sample 2 has the target 2.5, where a binary loss takes only 0 and 1; choose a regression loss such as mse",
            TemporaryFolder.Error(() => values.EncodeTargets(TargetEncoding.Binary)));
        Assert.Equal("prices: sample 2 has the target 2.5, which is not a class number (0 to 1000); number the classes from 0 or choose a regression loss such as mse",
            TemporaryFolder.Error(() => values.OutputCount(TargetEncoding.OneHot)));
        var pairs = new Dataset("pairs", [1, 2], 1, values: [0, 1, -0.5f, 1.5f], valueCount: 2);
        Assert.Equal("pairs: sample 2 has the target -0.5, where a softmax loss takes probabilities from 0 to 1; choose a regression loss such as mse",
            TemporaryFolder.Error(() => pairs.EncodeTargets(TargetEncoding.OneHot)));
        Assert.Equal("set: a binary loss needs 2 classes and there are 3; choose a softmax loss",
            TemporaryFolder.Error(() => Classes(4, "a", "b", "c").EncodeTargets(TargetEncoding.Binary)));
        var fractions = new Dataset("set", [1, 2], 1, values: [0, 1]);
        Assert.Equal("set: the targets are stored as fractional numbers; save class numbers as integers or choose a regression loss such as mse",
            TemporaryFolder.Error(() => fractions.OutputCount(TargetEncoding.OneHot)));
    }

    [Fact]
    public void A_split_is_disjoint_complete_and_keeps_each_class_its_share()
    {
        var data = Classes(100, "a", "b", "c", "d");
        (var train, var test) = data.Split(0.2, seed: 3);
        Assert.Equal(80, train.Count);
        Assert.Equal(data.Inputs, train.Inputs.Concat(test.Inputs).Order());
        Assert.Equal([5, 5, 5, 5], test.Labels!.CountBy(label => label).OrderBy(pair => pair.Key).Select(pair => pair.Value));
        Assert.All(Enumerable.Range(0, 20), row => Assert.Equal((int)test.Inputs[row] % 4, test.Labels![row]));
    }

    [Fact]
    public void A_split_depends_on_the_seed_alone()
    {
        var data = Classes(50, "a", "b");
        Assert.Equal(data.Split(0.3, 9).Test.Inputs, data.Split(0.3, 9).Test.Inputs);
        Assert.NotEqual(data.Split(0.3, 9).Test.Inputs, data.Split(0.3, 10).Test.Inputs);
    }

    [Theory]
    [InlineData(0.001, 1)]
    [InlineData(0.999, 9)]
    public void Each_part_of_a_split_has_a_sample(double share, int expected) =>
        Assert.Equal(expected, Classes(10, "a").Split(share, 0).Test.Count);

    [Fact]
    public void One_sample_cannot_be_split() =>
        Assert.Equal("set: 1 sample cannot be split into training and test data; give at least 2",
            TemporaryFolder.Error(() => Classes(1, "a").Split(0.5, 0)));

    [Fact]
    public void Take_gives_so_many_samples_with_their_targets()
    {
        var data = new Dataset("set", [1, 10, 2, 20, 3, 30, 4, 40], 2, values: [1, 2, 3, 4]);
        var part = data.Take(3, seed: 1);
        Assert.Equal(3, part.Count);
        Assert.All(Enumerable.Range(0, 3), row => Assert.Equal([part.Values![row], 10 * part.Values![row]], part.Sample(row).ToArray()));
        Assert.Same(data, data.Take(4, seed: 1));
    }

    [Fact]
    public void Standardization_is_fitted_on_one_part_and_applied_to_both()
    {
        var train = new Dataset("set", [1, 5, 3, 5], 2, values: [0, 0]);
        var test = new Dataset("set", [4, 6], 2, values: [0]);
        var standardization = Standardization.Fit(train);
        Assert.Equal([2, 5], standardization.Mean.ToArray());
        Assert.Equal([1, 1], standardization.Scale.ToArray()); // the second column never changes
        Assert.Equal([-1, 0, 1, 0], standardization.Apply(train).Inputs);
        Assert.Equal([2, 1], standardization.Apply(test).Inputs);
        Assert.Equal([1, 5, 3, 5], train.Inputs);
    }

    [Fact]
    public void Every_target_has_a_scale_of_its_own_and_comes_back_from_its_text()
    {
        var train = new Dataset("set", [0, 1], 1, values: [0, 100, 2, 300], valueCount: 2);
        var standardization = Standardization.Fit(train);
        Assert.Equal([-1, -1, 1, 1], standardization.Apply(train).Values!);
        Assert.True(Standardization.TryParse(standardization.ToText(), out var again));
        Assert.Equal([-1, -1, 1, 1], again.Apply(train).Values!);
        Assert.Equal([0, 100, 2, 300], train.Values!);
        // Neither a division by zero, nor numbers that are none or missing.
        foreach (var text in (string[])["1;0;;", "1;1;1;0", "1;NaN;;", "1 2;1;;", "1;1;", "1;1;1 2;1"])
            Assert.False(Standardization.TryParse(text, out _), text);
    }

    [Fact]
    public void Lengths_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new Dataset("set", [1, 2, 3], 2, values: [0]));
        Assert.Throws<ArgumentException>(() => new Dataset("set", [1, 2], 1, values: [0]));
        Assert.Throws<ArgumentException>(() => new Dataset("set", [1, 2], 1, labels: [0]));
        Assert.Throws<ArgumentException>(() => new Dataset("set", [1, 2], 1, labels: [0, 2], classNames: ["a", "b"]));
        Assert.Throws<ArgumentException>(() => new Dataset("set", [1, 2], 1));
        Assert.Throws<ArgumentException>(() => new Dataset("set", [1, 2], 1, values: [0, 1], inputNames: ["a", "b"]));
        Assert.Throws<ArgumentException>(() => new Dataset("set", [1, 2], 2, values: [0], imageShape: new ImageShape(2, 2)));
    }
}
