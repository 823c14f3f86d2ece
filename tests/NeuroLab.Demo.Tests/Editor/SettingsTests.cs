using NeuroLab.Demo.App;

namespace NeuroLab.Demo.Tests.Editor;

public sealed class SettingsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("neurolab-settings-").FullName;

    private string FilePath => Path.Combine(_folder, "settings.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_was_saved_is_there_at_the_next_start()
    {
        var settings = new AppSettings { IsLight = true, Scale = 1.5f, Left = 0.2f, Panels = new Dictionary<string, PanelSettings> { ["charts"] = new(false, 0.3f) }, Recent = ["/a/b.csv"], HasSeenHints = true };
        new SettingsFile(_folder).Save(settings);
        var file = new SettingsFile(_folder);
        Assert.Null(file.Problem);
        Assert.Equivalent(settings, file.Settings, strict: true);
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Theory]
    [InlineData("{ \"version\": 1, \"left\": ")]
    [InlineData("[]")]
    [InlineData("\0\0\0")]
    public void A_broken_file_gives_the_defaults_and_one_line(string text)
    {
        File.WriteAllText(FilePath, text);
        var file = new SettingsFile(_folder);
        Assert.Equivalent(new AppSettings(), file.Settings, strict: true);
        Assert.StartsWith(FilePath, file.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', file.Problem!);
        file.Save(new AppSettings { IsLight = true });
        Assert.Null(new SettingsFile(_folder).Problem);
    }

    [Fact]
    public void A_newer_programs_file_is_left_as_it_is()
    {
        const string text = """{ "version": 99, "isLight": true }""";
        File.WriteAllText(FilePath, text);
        var file = new SettingsFile(_folder);
        Assert.False(file.Settings.IsLight);
        Assert.NotNull(file.Problem);
        file.Save(new AppSettings { Scale = 2 });
        Assert.Equal(text, File.ReadAllText(FilePath));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_given_up_silently()
    {
        File.WriteAllText(FilePath, "x");
        var file = new SettingsFile(Path.Combine(FilePath, "below"));
        file.Save(new AppSettings { IsLight = true });
        Assert.Null(file.Problem);
    }
}
