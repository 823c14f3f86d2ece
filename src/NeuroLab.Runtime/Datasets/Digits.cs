namespace NeuroLab.Datasets;

/// <summary>1,797 handwritten digits, 8×8 grey levels scaled to 0 … 1; every fifth is held out for testing.</summary>
internal sealed class Digits : RecordedSource
{
    private const float White = 16;

    public override string Name => "digits";
    public override string Description => "1,797 handwritten digits, 8×8 pixels";

    protected override DatasetSplit Read()
    {
        var raw = DatasetFile.Load(Find("digits.csv"));
        var digits = new Dataset(Name, Array.ConvertAll(raw.Inputs.ToArray(), level => level / White), raw.InputCount,
            raw.Labels, raw.ClassNames, inputNames: raw.InputNames, imageShape: new ImageShape(8, 8));
        (var train, var test) = digits.HoldOutEvery(5);
        return new DatasetSplit(train, test);
    }
}
