using NeuroLab.Demo.Ui.Drawing;

namespace NeuroLab.Demo.Shell;

/// <summary>
/// A part of the editor's window. Each frame calls <see cref="Prepare"/> before the scene's tick and <see cref="Draw"/>
/// after it, or <see cref="Hide"/> instead of both. A new panel is one class and one line in the list of panels.
/// </summary>
internal interface IPanel
{
    /// <summary>Its id in the settings file: lower case, never changed.</summary>
    string Id { get; }

    /// <summary>Its title in menus and tabs.</summary>
    string Title { get; }

    /// <summary>Its position.</summary>
    Dock Dock { get; }

    /// <summary>Its size there.</summary>
    PanelSize Size => default;

    /// <summary>The key that toggles it, as in <see cref="Command.Keys"/>; empty for none.</summary>
    string Keys => "";

    /// <summary>Whether it is modal now: it receives all keys.</summary>
    bool IsModal => false;

    /// <summary>Whether it is shown by default.</summary>
    bool IsShownAtFirst => true;

    /// <summary>Whether it has a tab even while another panel is in front of it.</summary>
    bool HasTab => true;

    /// <summary>Reads what it will draw, before the frame's steps are enqueued.</summary>
    /// <param name="time">Seconds on the window's clock.</param>
    void Prepare(double time)
    {
    }

    /// <summary>Called if it is not drawn this frame: removes its traces from the view.</summary>
    void Hide()
    {
    }

    /// <summary>Draws the panel and handles its widgets.</summary>
    /// <param name="bounds">In logical pixels; for a panel over the view, the whole view.</param>
    void Draw(in UiRect bounds);

    /// <summary>
    /// Handles Escape: closes the innermost open item, such as a question or a brush; false if there is none.
    /// </summary>
    bool Leave() => false;
}
