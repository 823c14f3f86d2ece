using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace NeuroLab.Files;

/// <summary>Metadata of a path, links followed, as far as .NET does not provide it (statx(2), Linux).</summary>
internal readonly partial record struct FileStatus(ulong Device, ulong Inode, uint Mode, uint Owner, uint Group)
{
    private const uint TypeMask = 0xF000, Folder = 0x4000, RegularFile = 0x8000, OwnerMayWrite = 0x80;

    /// <summary>Whether it is a device, a pipe or a socket: to be written to, never to be replaced.</summary>
    public bool IsStream => (Mode & TypeMask) is not (Folder or RegularFile);

    /// <summary>Whether its permissions deny writing even to its owner.</summary>
    public bool IsProtected => (Mode & OwnerMayWrite) == 0;

    /// <summary>Null if the path does not exist or the system cannot be queried.</summary>
    public static FileStatus? Of(string path)
    {
        if (!OperatingSystem.IsLinux())
            return null;
        try
        {
            return Status(CurrentFolder, path, 0, BasicStatus, out var status) == 0
                ? new FileStatus(((ulong)status.DeviceMajor << 32) | status.DeviceMinor, status.Inode, status.Mode, status.Owner, status.Group)
                : null;
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
    }

    /// <summary>
    /// An identical string for any two paths to one file, also through links; the full path if there is no file.
    /// </summary>
    public static string IdentityOf(string path) =>
        Of(path) is { } status ? $"{status.Device}:{status.Inode}" : Path.GetFullPath(path);

    /// <summary>Sets a file's owner and group, as far as the system allows.</summary>
    [SupportedOSPlatform("linux")]
    public void ApplyOwnerTo(string path) => _ = ChangeOwner(path, Owner, Group);

    private const int CurrentFolder = -100;
    private const uint BasicStatus = 0x7FF;

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Status(int folder, string path, int flags, uint mask, out Statx status);

    [LibraryImport("libc", EntryPoint = "chown", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeOwner(string path, uint owner, uint group);

    // The kernel's struct statx, identical on every architecture.
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Statx
    {
        [FieldOffset(20)] public uint Owner;
        [FieldOffset(24)] public uint Group;
        [FieldOffset(28)] public ushort Mode;
        [FieldOffset(32)] public ulong Inode;
        [FieldOffset(136)] public uint DeviceMajor;
        [FieldOffset(140)] public uint DeviceMinor;
    }
}
