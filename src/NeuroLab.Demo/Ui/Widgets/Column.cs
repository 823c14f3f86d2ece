using NeuroLab.Demo.Ui.Drawing;

namespace NeuroLab.Demo.Ui.Widgets;

/// <summary>Where widgets stand one below the other.</summary>
/// <param name="Box">Where widgets stand.</param>
/// <param name="Cursor">The top of the next one.</param>
/// <param name="ScrollId">What scrolls it; 0 for a panel.</param>
/// <param name="ScrollBox">What of it is seen, where it scrolls.</param>
internal readonly record struct Column(UiRect Box, float Cursor, int ScrollId, UiRect ScrollBox);
