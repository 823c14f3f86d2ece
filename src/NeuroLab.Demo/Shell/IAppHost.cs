namespace NeuroLab.Demo.Shell;

/// <summary>What only the window's owner can do. It may do it after the present frame.</summary>
internal interface IAppHost
{
    /// <summary>Puts a text on the clipboard.</summary>
    void Copy(string text);

    /// <summary>The other of window and full screen.</summary>
    void ToggleFullscreen();

    /// <summary>Starts a recording, or ends the one under way.</summary>
    void ToggleRecording();

    /// <summary>Saves what is shown as a picture named after a station.</summary>
    void SavePicture(string station);

    /// <summary>Begins an animation of what is shown, or ends it.</summary>
    void ToggleFilm(string station);

    /// <summary>Ends the program; what would be lost was asked for before.</summary>
    void Quit();
}
