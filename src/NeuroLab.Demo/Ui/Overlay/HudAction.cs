namespace NeuroLab.Demo.Ui.Overlay;

/// <summary>The action of a click on the toolbar.</summary>
internal enum HudAction
{
    None,
    Restart,
    PlayPause,
    Step,
    Record,
    Help,
}
