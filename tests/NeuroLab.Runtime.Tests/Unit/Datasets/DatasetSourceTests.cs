using NeuroLab.Datasets;

namespace NeuroLab.Runtime.Tests.Unit.Datasets;

public class DatasetSourceTests
{
    public static TheoryData<DatasetSource> Planar => [new Spirals(), new Moons(), new Circles(), new ExclusiveOr(), new Blobs()];

    public static TheoryData<DatasetSource> Generated => [new Spirals(), new Moons(), new Circles(), new ExclusiveOr(), new Blobs(), new Sine()];

    public static TheoryData<DatasetSource> Recorded => [new Digits(), new Iris(), new Mnist()];

    [Theory]
    [MemberData(nameof(Planar))]
    public void Points_of_the_plane_lie_about_the_unit_square_in_classes_of_one_size(DatasetSource source)
    {
        var data = source.Load(new DatasetOptions { Seed = 1 }).Train;
        Assert.Equal((512, 2), (data.Count, data.InputCount));
        Assert.InRange(data.Inputs.Max(), 0.7f, 1.3f);
        Assert.InRange(data.Inputs.Min(), -1.3f, -0.7f);
        int[] sizes = [.. data.Labels!.CountBy(label => label).Select(pair => pair.Value)];
        Assert.Equal(data.ClassNames.Length, sizes.Length);
        Assert.InRange(sizes.Max() - sizes.Min(), 0, 1);
    }

    [Theory]
    [MemberData(nameof(Generated))]
    public void The_seed_fixes_the_data_and_test_data_are_others(DatasetSource source)
    {
        DatasetSplit first = source.Load(new DatasetOptions { Seed = 5, Count = 40 }), again = source.Load(new DatasetOptions { Seed = 5, Count = 40 });
        Assert.Equal(first.Train.Inputs, again.Train.Inputs);
        Assert.Equal(first.Test.Inputs, again.Test.Inputs);
        Assert.Equal((40, 10), (first.Train.Count, first.Test.Count));
        Assert.Empty(first.Train.Inputs.Intersect(first.Test.Inputs));
        Assert.NotEqual(first.Train.Inputs, source.Load(new DatasetOptions { Seed = 6, Count = 40 }).Train.Inputs);
    }

    [Fact]
    public void Without_noise_the_formulas_hold()
    {
        var options = new DatasetOptions { Seed = 2, Count = 100, Noise = 0 };
        var circles = new Circles().Load(options).Train;
        Assert.All(Enumerable.Range(0, 100), i => Assert.Equal(circles.Labels![i] == 0 ? 0.9f : 0.4f, Radius(circles, i), 1e-5f));
        var xor = new ExclusiveOr().Load(options).Train;
        Assert.All(Enumerable.Range(0, 100), i => Assert.Equal(xor.Labels![i] == 0, xor.Sample(i)[0] > 0 == xor.Sample(i)[1] > 0));
        var sine = new Sine().Load(options).Train;
        Assert.All(Enumerable.Range(0, 100), i => Assert.Equal(Math.Sin(Math.PI * sine.Inputs[i]), sine.Values![i], 1e-5));
        var spirals = new Spirals().Load(options).Train;
        Assert.All(Enumerable.Range(0, 100), i =>
        {
            var angle = 2.5 * Math.PI * Radius(spirals, i) / 0.95 + Math.PI * spirals.Labels![i];
            Assert.Equal(Radius(spirals, i) * Math.Cos(angle), spirals.Sample(i)[0], 1e-5);
        });

        static float Radius(Dataset data, int i) => MathF.Sqrt(data.Sample(i)[0] * data.Sample(i)[0] + data.Sample(i)[1] * data.Sample(i)[1]);
    }

    [Fact]
    public void Impossible_options_are_explained()
    {
        Assert.Equal("moons: cannot make 0 samples; ask for 4 to 10000000",
            TemporaryFolder.Error(() => new Moons().Load(new DatasetOptions { Count = 0 })));
        Assert.Equal("moons: the noise cannot be NaN; choose 0 to 10",
            TemporaryFolder.Error(() => new Moons().Load(new DatasetOptions { Noise = double.NaN })));
        Assert.Equal("iris: recorded data takes no noise; leave the noise out",
            TemporaryFolder.Error(() => new Iris().Load(new DatasetOptions { Noise = 0.1 })));
        Assert.Equal("iris: cannot take -1 samples; ask for at least 1",
            TemporaryFolder.Error(() => new Iris().Load(new DatasetOptions { Count = -1 })));
    }

    [Fact]
    public void Iris_is_standardized_on_its_training_part()
    {
        var iris = new Iris().Load(new DatasetOptions { Seed = 1 });
        Assert.Equal((120, 30, 4), (iris.Train.Count, iris.Test.Count, iris.Train.InputCount));
        Assert.Equal(["setosa", "versicolor", "virginica"], iris.Train.ClassNames);
        Assert.Equal([10, 10, 10], iris.Test.Labels!.CountBy(label => label).Select(pair => pair.Value));
        Assert.Equal("petal_width", iris.Train.InputNames[3]);
        Assert.Equal(0, iris.Train.Inputs.Average(), 1e-5);
        Assert.Equal(1, iris.Train.Inputs.Average(value => value * value), 1e-5);
        Assert.InRange(iris.Standardization!.Mean[0], 5.7f, 6.0f);
    }

    [Fact]
    public void Digits_are_small_images_of_ten_classes()
    {
        var digits = new Digits().Load(new DatasetOptions { Seed = 1 });
        Assert.Equal((1437, 360), (digits.Train.Count, digits.Test.Count));
        Assert.Equal(new ImageShape(8, 8), digits.Train.ImageShape);
        Assert.Equal((0f, 1f), (digits.Train.Inputs.Min(), digits.Train.Inputs.Max()));
        Assert.Equal(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"], digits.Train.ClassNames);
    }

    [Fact]
    public void Mnist_comes_in_its_official_split_and_is_shared()
    {
        var mnist = new Mnist().Load(new DatasetOptions());
        Assert.Equal((60_000, 10_000, 784), (mnist.Train.Count, mnist.Test.Count, mnist.Train.InputCount));
        Assert.Equal(new ImageShape(28, 28), mnist.Train.ImageShape);
        Assert.Equal([5, 0, 4, 1, 9], mnist.Train.Labels![..5]);
        Assert.Equal([7, 2, 1, 0, 4], mnist.Test.Labels![..5]);
        Assert.Equal((0f, 1f), (mnist.Test.Inputs.Min(), mnist.Test.Inputs.Max()));
        Assert.Equal(0.13066f, (float)mnist.Train.Inputs.Average(), 1e-5f); // the mean that everyone normalizes with
        Assert.Equal(60_000 * 784, mnist.Train.Inputs.Bytes);
        Assert.Same(mnist.Train, new Mnist().Load(new DatasetOptions()).Train);
    }

    [Theory]
    [MemberData(nameof(Recorded))]
    public void Recorded_data_can_be_cut_to_a_count(DatasetSource source)
    {
        var split = source.Load(new DatasetOptions { Seed = 1, Count = 50 });
        Assert.Equal(50, split.Train.Count);
        Assert.Equal(source.Load(new DatasetOptions { Seed = 1 }).Test.Count, split.Test.Count);
    }

    [Fact]
    public void The_folder_is_the_named_one_or_the_nearest_above()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["datasets"]);
        Directory.CreateDirectory(folder["a/b"]);
        var file = folder.Write("datasets/some.csv", "x");
        Assert.Equal(file, RecordedSource.Find("some", "some.csv", null, [folder["a/b"]]));
        Assert.Equal(file, RecordedSource.Find("some", "some.csv", folder["datasets"], []));
        Assert.Equal($"{folder["a"]}/some.csv: no such file; NEUROLAB_DATASETS must name the folder with the data set some",
            TemporaryFolder.Error(() => RecordedSource.Find("some", "some.csv", folder["a"], [folder["a"]])));
        Assert.Equal($"datasets/other.csv: not found above {folder["a"]}; set NEUROLAB_DATASETS to the folder with the data set other",
            TemporaryFolder.Error(() => RecordedSource.Find("other", "other.csv", "", [folder["a"]])));
    }
}
