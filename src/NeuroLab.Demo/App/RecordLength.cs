namespace NeuroLab.Demo.App;

/// <summary>What begins and ends a take of the app.</summary>
internal enum RecordLength
{
    /// <summary>The button, both times.</summary>
    Manual,

    /// <summary>So many frames from the button on.</summary>
    Frames,

    /// <summary>A part of the seconds from the button on.</summary>
    Seconds,

    /// <summary>A part of the training, by its steps.</summary>
    Steps,
}
