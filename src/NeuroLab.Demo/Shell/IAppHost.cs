namespace NeuroLab.Demo.Shell;

/// <summary>Actions of the window's owner. They may be deferred to the end of the frame.</summary>
internal interface IAppHost
{
    /// <summary>Copies a text to the clipboard.</summary>
    void Copy(string text);

    /// <summary>Toggles full screen.</summary>
    void ToggleFullscreen();

    /// <summary>Starts or stops a recording.</summary>
    void ToggleRecording();

    /// <summary>Saves an image of the lesson, named after a station.</summary>
    void SavePicture(string station);

    /// <summary>Starts or stops an animation of the lesson.</summary>
    void ToggleFilm(string station);

    /// <summary>Ends the program, without asking about unsaved changes.</summary>
    void Quit();
}
