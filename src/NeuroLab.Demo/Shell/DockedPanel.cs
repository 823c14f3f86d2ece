using NeuroLab.Demo.Ui.Drawing;

namespace NeuroLab.Demo.Shell;

/// <summary>A panel, whether it is shown, and where.</summary>
internal sealed class DockedPanel(IPanel panel)
{
    /// <summary>The panel.</summary>
    public IPanel Panel => panel;

    /// <summary>Whether a person wants to see it; a tab may lie before it, and a small window has no room.</summary>
    public bool IsShown { get; set; } = panel.IsShownAtFirst;

    /// <summary>Whether it failed: it is neither prepared nor drawn any more.</summary>
    public bool IsSwitchedOff { get; set; }

    /// <summary>Its present share, see <see cref="PanelSize.Share"/>.</summary>
    public float Share { get; set; } = panel.Size.Share;

    /// <summary>Of two tabs the one opened later lies in front.</summary>
    public int Opened { get; set; }

    /// <summary>Where it is drawn, in logical pixels; empty for not at all.</summary>
    public UiRect Bounds { get; set; }

    /// <summary>Whether it is one of those that menus show and hide.</summary>
    public bool CanHide => panel.Dock is Dock.Left or Dock.Right or Dock.Bottom;
}
