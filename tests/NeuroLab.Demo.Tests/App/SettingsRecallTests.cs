using System.Reflection;
using System.Text.Json;
using NeuroLab.Demo.App;
using NeuroLab.Demo.Tests.Editor;
using NeuroLab.Demo.Tests.Stories;
using NeuroLab.Demo.Tests.Support;
using NeuroLab.Demo.Ui.Charts;

namespace NeuroLab.Demo.Tests.App;

public sealed class SettingsRecallTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("neurolab-recall-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [GlFact]
    public void Whatever_was_chosen_is_so_at_the_next_start_and_stays_so()
    {
        string written;
        using (var stage = new EditorStage(state: _folder, file: StoryTests.Small()))
        {
            Read(out var defaults);
            var layout = stage.App.Workspace.Layout;
            (stage.App.View.IsLight, stage.App.View.Model.AreHintsVisible, stage.App.View.Model.ChartAxis) = (true, false, ChartAxis.Seconds);
            stage.Commands.UiScale = 1.25f;
            layout.LeftShare = 0.21f;
            for (var i = 0; i < layout.Panels.Length; i++)
                layout.Panels[i].Share = 0.11f + 0.01f * i;
            layout.Toggle("charts");
            File.WriteAllText(Path.Combine(stage.Folder, "a.csv"), "x,y,k\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i % 7},{i % 5},{(i % 2 == 0 ? "a" : "b")}\n")));
            stage.Drop(Path.Combine(stage.Folder, "a.csv"));
            stage.Window.Bounds = new System.Drawing.Rectangle(0, 0, 900, 600);
            // Written while it runs, not only at its end.
            stage.Script.Time += 2;
            stage.Run(2);
            written = Read(out var settings);
            foreach (var property in typeof(AppSettings).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.Name != nameof(AppSettings.Version)))
                Assert.False(JsonSerializer.Serialize(property.GetValue(settings)) == JsonSerializer.Serialize(property.GetValue(defaults)), $"{property.Name} is not written");
        }
        Assert.Equal(written, Read(out _));
        using (var stage = new EditorStage(state: _folder, file: StoryTests.Small()))
        {
            var layout = stage.App.Workspace.Layout;
            Assert.Equal((true, false, ChartAxis.Seconds), (stage.App.View.IsLight, stage.App.View.Model.AreHintsVisible, stage.App.View.Model.ChartAxis));
            Assert.Equal((1.25f, 0.21f), (stage.Commands.UiScale, layout.LeftShare));
            for (var i = 0; i < layout.Panels.Length; i++)
            {
                if (layout.Panels[i].CanHide)
                    Assert.Equal(0.11f + 0.01f * i, layout.Panels[i].Share);
            }
            Assert.False(layout.IsOpen("charts"));
            Assert.Equal("a.csv", Path.GetFileName(Assert.Single(stage.Commands.Files.RecentFiles)));
            Assert.Equal(new System.Drawing.Rectangle(0, 0, 900, 600), stage.Window.Bounds);
            stage.Script.Time += 2;
            stage.Run(2);
        }
        Assert.Equal(written, Read(out _));
    }

    private string Read(out AppSettings settings)
    {
        settings = new SettingsFile(_folder).Settings;
        var path = Path.Combine(_folder, "settings.json");
        return File.Exists(path) ? File.ReadAllText(path) : "";
    }
}
