using NeuroLab.Numerics;

namespace NeuroLab.Editing.Edits;

/// <summary>The plane was moved so that the first runner's weights are its origin.</summary>
/// <param name="Old">The previous plane; null for none.</param>
/// <param name="New">The new plane.</param>
internal sealed record RecentreEdit(PlaneSource? Old, PlaneSource? New) : Edit
{
    /// <summary>Moves the plane and records the edit. Blocks.</summary>
    /// <exception cref="UserErrorException">There is no plane.</exception>
    internal static void Make(SceneEditor editor)
    {
        if (editor.Scene.Landscape.Plane is null)
            throw new UserErrorException("there is no surface to move; choose a plane first");
        var old = editor.Planes.Current;
        editor.Scene.Recentre();
        editor.Planes.Add(editor.Scene, isMoved: true);
        editor.Navigation.Retrace();
        editor.Append(new RecentreEdit(old, editor.Planes.Current), editor.NextGroup());
    }

    internal override void Do(SceneEditor editor) => Make(editor);

    internal override void Undo(SceneEditor editor, IReadOnlyList<Edit> group) => PlaneEdit.Make(editor, Old);
}
