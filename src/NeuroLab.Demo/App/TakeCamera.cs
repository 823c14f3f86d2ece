namespace NeuroLab.Demo.App;

/// <summary>The camera's movement during a recording.</summary>
internal enum TakeCamera
{
    /// <summary>Orbits the landscape slowly.</summary>
    Orbit,

    /// <summary>Orbits the ball, which stays in the centre.</summary>
    Follow,

    /// <summary>Moves from the experiment's pose down to the end of the descent.</summary>
    Path,

    /// <summary>Moves through the experiment's bookmarks, by number.</summary>
    Bookmarks,

    /// <summary>Does not move.</summary>
    Still,
}
