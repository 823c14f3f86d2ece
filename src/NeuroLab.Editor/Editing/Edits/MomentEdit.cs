using NeuroLab.Landscapes;
using NeuroLab.Numerics;

namespace NeuroLab.Editing.Edits;

/// <summary>A moment of a branch, this step, was given a name, or lost it.</summary>
/// <param name="Name">The name, as in <c>minima:NAME,now</c>.</param>
/// <param name="IsForgotten">Whether it lost the name.</param>
internal sealed record MomentEdit(string Name, bool IsForgotten = false) : Edit
{
    /// <summary>Names the current moment, and records the edit.</summary>
    /// <exception cref="UserErrorException">It cannot be called so.</exception>
    internal static void Make(SceneEditor editor, string name)
    {
        name = name.Trim();
        WeightPlace.CheckName(name);
        if (Editing.Branch.FindMoment(editor.Branches, name) is not null)
            throw new UserErrorException($"another moment is called '{name}'; choose another name");
        if (editor.Branches.Any(branch => WeightPlace.NameOf(branch.Name) == WeightPlace.NameOf(name)))
            throw new UserErrorException($"a branch is called '{name}'; choose another name");
        editor.Branch.Moments.Add((name, editor.Position.Step));
        editor.Append(new MomentEdit(name), editor.NextGroup());
    }

    internal override void Do(SceneEditor editor)
    {
        if (IsForgotten)
            Forget(editor);
        else
            Make(editor, Name);
    }

    internal override void Undo(SceneEditor editor, IReadOnlyList<Edit> group) => Forget(editor);

    private void Forget(SceneEditor editor)
    {
        foreach (var branch in editor.Branches)
            branch.Moments.RemoveAll(moment => moment.Name == Name);
        editor.Append(new MomentEdit(Name, IsForgotten: true), editor.NextGroup());
    }
}
