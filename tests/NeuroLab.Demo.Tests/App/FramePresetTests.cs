using NeuroLab.Demo.App;
using NeuroLab.Numerics;
using NeuroLab.Recording;

namespace NeuroLab.Demo.Tests.App;

public sealed class FramePresetTests
{
    [Theory]
    [InlineData("16x16", 16, 16, null)]
    [InlineData("7680x4320", 7680, 4320, null)]
    [InlineData("1440P", 2560, 1440, null)]
    [InlineData("4k60", 3840, 2160, 60)]
    [InlineData("480p1", 854, 480, 1)]
    [InlineData("720p240", 1280, 720, 240)]
    public void A_size_is_read_up_to_its_very_limits(string text, int width, int height, int? rate) =>
        Assert.Equal((width, height, rate), FramePreset.Read(text));

    [Theory]
    [InlineData("15x16", "'15'", "16")]
    [InlineData("16x15", "'15'", "16")]
    [InlineData("7682x16", "'7682'", "7680")]
    [InlineData("16x4322", "'4322'", "4320")]
    [InlineData("-16x16", "'-16'", "whole")]
    [InlineData("16x16x16", "'16x16x16'", "1280x720")]
    [InlineData("480p0", "'480p0'", "480p15")]
    [InlineData("480p241", "'480p241'", "480p15")]
    [InlineData("480i", "'480i'", "480p")]
    public void One_beyond_is_refused_with_what_is_possible(string text, params string[] said)
    {
        var message = Assert.Throws<UserErrorException>(() => FramePreset.Read(text)).Message;
        Assert.All(said, part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_preset_is_read_by_its_own_name_and_found_by_its_format()
    {
        foreach (var preset in FramePreset.All.Where(preset => preset != FramePreset.Custom))
        {
            Assert.Equal((preset.Width, preset.Height, (int?)preset.FramesPerSecond), FramePreset.Read(preset.Name));
            Assert.Same(preset, FramePreset.Of(new FrameFormat(preset.Width, preset.Height, preset.FramesPerSecond)));
            // The picture stays as wide as the names promise: 16 to 9, within a pixel.
            Assert.InRange(preset.Width * 9.0 / 16 - preset.Height, -1, 1);
        }
        Assert.Same(FramePreset.Custom, FramePreset.Of(new FrameFormat(1280, 722, 30)));
        Assert.Same(FramePreset.Custom, FramePreset.Of(new FrameFormat(1280, 720, 31)));
    }

    [Fact]
    public void A_recorder_has_the_size_that_was_chosen_and_keeps_it_when_it_becomes_a_custom_one()
    {
        var settings = new RecorderSettings();
        foreach (var preset in FramePreset.All.Where(preset => preset != FramePreset.Custom))
        {
            settings.Size = preset;
            Assert.Equal((preset, false), (settings.Size, settings.IsCustomSize));
            Assert.Equal(new FrameFormat(preset.Width, preset.Height, preset.FramesPerSecond), settings.Format);
            settings.Size = FramePreset.Custom;
            Assert.Equal((FramePreset.Custom, true), (settings.Size, settings.IsCustomSize));
            Assert.Equal((preset.Width, preset.Height, preset.FramesPerSecond), (settings.Width, settings.Height, settings.FramesPerSecond));
        }
        settings.Format = new FrameFormat(1280, 722, 30);
        Assert.True(settings.IsCustomSize);
        settings.Format = new FrameFormat(1280, 720, 30);
        Assert.False(settings.IsCustomSize);
    }
}
