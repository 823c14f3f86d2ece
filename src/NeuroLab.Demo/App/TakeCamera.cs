namespace NeuroLab.Demo.App;

/// <summary>How the camera moves during a take.</summary>
internal enum TakeCamera
{
    /// <summary>Circles the landscape slowly.</summary>
    Orbit,

    /// <summary>Circles the ball, which stays in the middle.</summary>
    Follow,

    /// <summary>Goes from the experiment's pose down to where the descent ends.</summary>
    Path,

    /// <summary>Goes past the experiment's bookmarks, by number.</summary>
    Bookmarks,

    /// <summary>Stands still.</summary>
    Still,
}
