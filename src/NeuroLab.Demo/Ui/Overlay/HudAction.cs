namespace NeuroLab.Demo.Ui.Overlay;

/// <summary>What a click on the toolbar asks for.</summary>
internal enum HudAction
{
    None,
    Restart,
    PlayPause,
    Step,
    Record,
    Help,
}
