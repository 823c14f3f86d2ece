using NeuroLab.Demo.Ui.Drawing;

namespace NeuroLab.Demo.Shell;

/// <summary>A panel, with its visibility and position.</summary>
internal sealed class DockedPanel(IPanel panel)
{
    /// <summary>The panel.</summary>
    public IPanel Panel => panel;

    /// <summary>
    /// Whether the user wants to see it; another tab may cover it, and a small window may have no room.
    /// </summary>
    public bool IsShown { get; set; } = panel.IsShownAtFirst;

    /// <summary>Whether it failed: it is no longer prepared or drawn.</summary>
    public bool IsSwitchedOff { get; set; }

    /// <summary>Its current share, see <see cref="PanelSize.Share"/>.</summary>
    public float Share { get; set; } = panel.Size.Share;

    /// <summary>Of two tabs the one opened later is in front.</summary>
    public int Opened { get; set; }

    /// <summary>Where it is drawn, in logical pixels; empty if it is not.</summary>
    public UiRect Bounds { get; set; }

    /// <summary>Whether menus can show and hide it.</summary>
    public bool CanHide => panel.Dock is Dock.Left or Dock.Right or Dock.Bottom;
}
