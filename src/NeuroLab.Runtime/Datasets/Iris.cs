namespace NeuroLab.Datasets;

/// <summary>
/// 150 flowers of three species, four lengths each, standardized on the training part; every fifth is held out for
/// testing.
/// </summary>
internal sealed class Iris : RecordedSource
{
    public override string Name => "iris";
    public override string Description => "150 flowers of three species, four lengths";

    protected override DatasetSplit Read()
    {
        (var train, var test) = DatasetFile.Load(Find("iris.csv")).HoldOutEvery(5);
        var standardization = Standardization.Fit(train);
        return new DatasetSplit(standardization.Apply(train), standardization.Apply(test), standardization);
    }
}
