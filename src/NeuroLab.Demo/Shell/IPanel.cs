using NeuroLab.Demo.Ui.Drawing;

namespace NeuroLab.Demo.Shell;

/// <summary>
/// A part of the editor's window. Each frame <see cref="Prepare"/> is called before the scene's tick and <see cref="Draw"/>
/// after it, or <see cref="Hide"/> in place of both. A new panel is one class and one line in the list of panels.
/// </summary>
internal interface IPanel
{
    /// <summary>What the settings file calls it: lower case, never changed.</summary>
    string Id { get; }

    /// <summary>What menus and tabs call it.</summary>
    string Title { get; }

    /// <summary>Where it stands.</summary>
    Dock Dock { get; }

    /// <summary>How much room it takes there.</summary>
    PanelSize Size => default;

    /// <summary>The key that shows and hides it, as in <see cref="Command.Keys"/>; empty for none.</summary>
    string Keys => "";

    /// <summary>Whether it asks something now: all keys are its own until it is answered.</summary>
    bool IsModal => false;

    /// <summary>Whether it is shown before a person has chosen.</summary>
    bool IsShownAtFirst => true;

    /// <summary>Looks at what it is going to draw, before the frame's steps are enqueued.</summary>
    /// <param name="time">Seconds on the window's clock.</param>
    void Prepare(double time)
    {
    }

    /// <summary>It is not drawn this frame: nothing of it stays in the view.</summary>
    void Hide()
    {
    }

    /// <summary>Draws itself and lets its widgets act.</summary>
    /// <param name="bounds">In logical pixels; of what lies over the view, the whole view.</param>
    void Draw(in UiRect bounds);

    /// <summary>Escape: closes the innermost thing it has open, such as a question or a brush; false where there is none.</summary>
    bool Leave() => false;
}
