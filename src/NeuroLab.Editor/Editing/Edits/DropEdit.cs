using NeuroLab.Components;
using NeuroLab.Landscapes;
using NeuroLab.Numerics;

namespace NeuroLab.Editing.Edits;

/// <summary>The weights were set to a point of the plane: θ = θ* + α·d₁ + β·d₂.</summary>
/// <param name="Runner">The runner's name.</param>
/// <param name="From">The position before.</param>
/// <param name="Alpha">α.</param>
/// <param name="Beta">β.</param>
internal sealed record DropEdit(string Runner, TimelinePosition From, double Alpha, double Beta) : WeightsEdit(Runner, From)
{
    /// <summary>Its plane; null in an edit from a file, which uses the plane shown at that time.</summary>
    internal Plane? Plane { get; init; }

    /// <summary>Sets a runner's weights to a point of the current plane, and records the edit. Blocks.</summary>
    /// <exception cref="UserErrorException">There is no plane, or a coordinate is not finite.</exception>
    internal static void Make(SceneEditor editor, double alpha, double beta, Runner? runner)
    {
        var plane = editor.Scene.Landscape.Plane
            ?? throw new UserErrorException("there is no surface to drop the weights on; choose a plane first");
        if (!double.IsFinite(alpha) || !double.IsFinite(beta))
            throw new UserErrorException("the weights can only be dropped at numbers that are finite; choose another point");
        Make(editor, new DropEdit("", default, alpha, beta) { Plane = plane }, runner);
    }

    internal override bool IsContinuous => true;

    internal override Edit Continuing(Edit earlier) => this with { From = ((DropEdit)earlier).From };

    internal override void Do(SceneEditor editor) => editor.Drop(Alpha, Beta, FindRunner(editor));

    private protected override void Move(Trainer trainer, float[] parameters) => Plane!.PointAt(Alpha, Beta, parameters);
}
