namespace NeuroLab.Demo.App;

/// <summary>What starts and ends a recording in the app.</summary>
internal enum RecordLength
{
    /// <summary>The button.</summary>
    Manual,

    /// <summary>A number of frames, starting with the button.</summary>
    Frames,

    /// <summary>A range of seconds after the button.</summary>
    Seconds,

    /// <summary>A range of training steps.</summary>
    Steps,
}
