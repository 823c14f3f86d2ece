using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using NeuroLab.Files;
using NeuroLab.Numerics;

namespace NeuroLab.Demo.App;

/// <summary>
/// Stores the <see cref="AppSettings"/> as <c>settings.json</c> in the state folder. They are a convenience: an
/// unreadable file gives the defaults and a one-line message, and an unwritable one is ignored silently.
/// </summary>
internal sealed partial class SettingsFile
{
    private readonly string _path;
    private string _written;
    private bool _isLocked;

    /// <summary>Reads the settings in a folder. Blocks.</summary>
    public SettingsFile(string folder)
    {
        _path = Path.Combine(folder, "settings.json");
        Settings = Read();
        _written = Write(Settings);
    }

    /// <summary>The settings that were read.</summary>
    public AppSettings Settings { get; }

    /// <summary>What is wrong with the file, in one line; null for nothing.</summary>
    public string? Problem { get; private set; }

    /// <summary>Writes the settings if they have changed. Blocks.</summary>
    public void Save(AppSettings settings)
    {
        var text = Write(settings);
        if (text == _written || _isLocked)
            return;
        _written = text;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            OutputFile.Replace(_path, stream => stream.Write(Encoding.UTF8.GetBytes(text)), replaces: true);
        }
        catch (Exception e) when (e is UserErrorException or IOException or UnauthorizedAccessException)
        {
            _isLocked = true;
        }
    }

    private AppSettings Read()
    {
        if (!File.Exists(_path))
            return new AppSettings();
        try
        {
            var settings = JsonSerializer.Deserialize(File.ReadAllBytes(_path), SettingsJson.Default.AppSettings);
            if (settings is { Version: <= AppSettings.CurrentVersion and > 0 })
                return settings with { Panels = settings.Panels ?? new AppSettings().Panels, Recent = settings.Recent ?? [] };
            // A newer program's settings are not overwritten.
            _isLocked = settings is { Version: > AppSettings.CurrentVersion };
            Problem = $"{_path}: was written by a newer version; this one starts with the usual settings";
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            Problem = $"{_path}: is damaged, so everything looks as at the first start";
        }
        return new AppSettings();
    }

    private static string Write(AppSettings settings) => JsonSerializer.Serialize(settings, SettingsJson.Default.AppSettings) + "\n";

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
    [JsonSerializable(typeof(AppSettings))]
    private sealed partial class SettingsJson : JsonSerializerContext;
}
