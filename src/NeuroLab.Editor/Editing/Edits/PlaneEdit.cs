using NeuroLab.Components;
using NeuroLab.Landscapes;
using NeuroLab.Numerics;

namespace NeuroLab.Editing.Edits;

/// <summary>Another plane was chosen.</summary>
/// <param name="Old">The previous plane; null for none.</param>
/// <param name="New">The new plane.</param>
internal sealed record PlaneEdit(PlaneSource? Old, PlaneSource? New) : Edit
{
    /// <summary>Shows another plane, or one that was prepared, and records the edit. Blocks.</summary>
    /// <exception cref="UserErrorException">The plane cannot be created; the old one stays.</exception>
    internal static void Make(SceneEditor editor, PlaneKind kind, Plane? prepared = null, (int Branch, long[] Steps)? path = null)
    {
        var old = editor.Planes.Current;
        if (kind.LooksBack)
            path ??= (editor.Branch.Number, editor.Navigation.StepsSoFar(DescentScene.PathPoints));
        if (prepared is not null)
            editor.Scene.Show(kind, prepared);
        else if (path is var (branch, steps))
            editor.Scene.Show(kind, editor.Navigation.WeightsAt(branch, steps));
        else
            editor.Scene.Show(kind);
        editor.Planes.Add(editor.Scene, path: path);
        Finish(editor, old);
    }

    /// <summary>
    /// Shows the very same plane if it is still stored, else recreates it, and records the edit. Blocks.
    /// </summary>
    /// <exception cref="UserErrorException">It was moved by hand and is no longer stored.</exception>
    internal static void Make(SceneEditor editor, PlaneSource? source)
    {
        var old = editor.Planes.Current;
        if (source is not null && editor.Planes.TryRecall(source.Number, out var kept))
        {
            editor.Scene.Landscape.Show(kept);
            Finish(editor, old);
        }
        else if (source?.Kind is { } kind)
        {
            editor.Scene.NextPlaneSeed = source.Seed;
            Make(editor, Catalog.Plane(kind), path: source.Steps is { } steps ? (source.Branch ?? 0, steps) : null);
        }
        else
            throw new UserErrorException("that plane is no longer kept; choose another one");
    }

    /// <summary>
    /// Moves the plane after the weights. It is part of the run, not of what someone did: logged, and not undone. Blocks.
    /// </summary>
    /// <param name="editor">The editor.</param>
    /// <param name="move">Shows the plane.</param>
    /// <param name="path">The path that it was fitted to; null if it was only moved.</param>
    internal static void Follow(SceneEditor editor, Action move, (int Branch, long[] Steps)? path = null)
    {
        var old = editor.Planes.Current;
        move();
        // One that is made again is known by its seed, as one that is chosen.
        var isMoved = path is null && editor.Scene.ShownPlane?.Kind is not { FollowsAnew: true };
        editor.Planes.Add(editor.Scene, isMoved, path);
        editor.Navigation.Retrace();
        Edit edit = isMoved ? new RecentreEdit(old, editor.Planes.Current) : new PlaneEdit(old, editor.Planes.Current);
        editor.Log.Append(edit with { Step = editor.Scene.Trainer.EnqueuedSteps, Branch = editor.Branch.Number });
    }

    internal override void Do(SceneEditor editor) => Make(editor, New);

    internal override void Undo(SceneEditor editor, IReadOnlyList<Edit> group) => Make(editor, Old);

    private static void Finish(SceneEditor editor, PlaneSource? old)
    {
        editor.Navigation.Retrace();
        editor.Append(new PlaneEdit(old, editor.Planes.Current), editor.NextGroup());
    }
}
