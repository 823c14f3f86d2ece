using NeuroLab.Demo.Ui.Drawing;

namespace NeuroLab.Demo.Ui.Widgets;

/// <summary>A column of widgets.</summary>
/// <param name="Box">Bounds of the widgets.</param>
/// <param name="Cursor">The top of the next one.</param>
/// <param name="ScrollId">Id of the scroll area; 0 for a panel.</param>
/// <param name="ScrollBox">Its visible part, if it scrolls.</param>
internal readonly record struct Column(UiRect Box, float Cursor, int ScrollId, UiRect ScrollBox);
