namespace NeuroLab.Editing;

/// <summary>What kind of change an <see cref="Edit"/> is.</summary>
public enum EditKind
{
    /// <summary>A property of a behaviour was set.</summary>
    Set,

    /// <summary>One step was asked for.</summary>
    Step,

    /// <summary>Training began again from the first weights.</summary>
    Restart,

    /// <summary>The weights were put somewhere on the plane.</summary>
    Drop,

    /// <summary>One weight was given another value.</summary>
    Weight,

    /// <summary>The weights took one step against the gradient of the evaluation set.</summary>
    Descend,

    /// <summary>Another plane was chosen.</summary>
    Plane,

    /// <summary>The plane was moved to the weights.</summary>
    Recentre,

    /// <summary>Another experiment was loaded.</summary>
    Load,

    /// <summary>Another moment of training was gone to.</summary>
    Seek,

    /// <summary>A branch was begun.</summary>
    Branch,

    /// <summary>A runner joined the race.</summary>
    AddRunner,

    /// <summary>A runner left the race.</summary>
    RemoveRunner,

    /// <summary>The camera went elsewhere.</summary>
    Camera,

    /// <summary>Points were painted or erased: the set that is learnt is another one.</summary>
    Paint,
}
