using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Landscapes;
using NeuroLab.Networks;
using NeuroLab.Numerics;
using NeuroLab.Training;

namespace NeuroLab.Demo.Commands;

/// <summary>A surface to sample: a network, its plane, and the session that computes it.</summary>
/// <param name="Name">What to call the network in a picture.</param>
/// <param name="Network">θ*.</param>
/// <param name="Session">Has the samples that the loss is averaged over.</param>
/// <param name="Samples">How many.</param>
/// <param name="Of">How many training samples there are.</param>
internal sealed record SurfaceSide(string Name, Network Network, ITrainingSession Session, int Samples, int Of) : IDisposable
{
    // Up to this residual the weights are where the plane says.
    private const double OnPlane = 1e-3;

    /// <summary>What to call the surface beside another one.</summary>
    public string Title { get; set; } = Name;

    /// <summary>The plane; set before it is sampled.</summary>
    public Plane Plane { get; set; } = null!;

    /// <summary>What a picture of it alone says, with the path of a run.</summary>
    public SurfaceCaption CaptionOf(GridPart grid, (double Alpha, double Beta, double Loss)[] trail, double residual) =>
        new(Plane.Description, SurfaceCaption.SamplingOf(grid.Columns, grid.Rows, Samples, Of))
        {
            AxisNames = Plane.AxisNames,
            Marks = trail.Length == 0 ? Marks : Plane.Marks,
            Trail = trail,
            Standing = trail.Length == 0 ? "" : FormattableString.Invariant($"path of {trail.Length} snapshots at their true losses, up to {100 * residual:F0} % off the plane"),
        };

    /// <summary>What a picture of two says of this one.</summary>
    public SurfaceCaption CaptionBeside(GridPart grid, ReadOnlySpan<float> losses)
    {
        var isAround = Plane.Marks.Count == 0 && Marks.Count == 1;
        var loss = isAround ? new SurfaceSamples(losses.ToArray(), grid.Alpha, grid.Beta).LossAt(Marks[0].Alpha, Marks[0].Beta) : double.NaN;
        return CaptionOf(grid, [], 0) with
        {
            Title = Title,
            Plane = isAround ? $"{Plane.Description}, around its own weights" : Plane.Description,
            Standing = double.IsFinite(loss) ? $"loss {new TextBuffer(16).AppendMeasure(loss).Span} at its weights" : "",
        };
    }

    // The weights, if they are on the plane and it names no other points.
    private IReadOnlyList<(string Title, double Alpha, double Beta)> Marks =>
        Plane.Marks.Count > 0 ? Plane.Marks : Plane.Project(Network.Parameters) is { Residual: < OnPlane } at ? [(Name, at.Alpha, at.Beta)] : [];

    public void Dispose() => Session.Dispose();
}
