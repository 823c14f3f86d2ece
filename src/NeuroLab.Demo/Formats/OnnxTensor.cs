using NeuroLab.Datasets;
using NeuroLab.Demo.Formats.Onnx;
using NeuroLab.Numerics;

namespace NeuroLab.Demo.Formats;

/// <summary>Reads the numbers of a tensor in an ONNX graph.</summary>
internal static class OnnxTensor
{
    private const int External = 1;

    /// <exception cref="UserErrorException">They are elsewhere, of another type, or too few for the shape.</exception>
    public static SafetensorsTensor Decode(Tensor tensor, string path)
    {
        var name = tensor.Name;
        if (tensor.DataLocation == External || tensor.ExternalData.Count > 0)
            throw new UserErrorException($"{path}: keeps {name} in another file; save it as one file (onnx.save_model(model, path, save_as_external_data=False))");
        var type = tensor.DataType switch
        {
            1 => "F32",
            7 => "I64",
            10 => "F16",
            11 => "F64",
            16 => "BF16",
            var other => throw new UserErrorException($"{path}: {name} is of type {other}; export the network in float32, not quantized"),
        };
        if (tensor.Dims.Any(extent => extent is < 0 or > int.MaxValue) || tensor.Dims.Count > 8)
            throw Damaged();
        int[] shape = [.. tensor.Dims.Select(extent => (int)extent)];
        var elements = ArrayConversion.Elements(shape);
        Array data;
        if (tensor.HasRawData)
        {
            if (elements < 0 || elements * SafetensorsFile.ElementSize(type) != tensor.RawData.Length)
                throw Damaged();
            data = SafetensorsFile.Elements(type, tensor.RawData.Span);
        }
        else
        {
            data = type switch
            {
                "F32" => tensor.FloatData.ToArray(),
                "F64" => tensor.DoubleData.ToArray(),
                "I64" => tensor.Int64Data.ToArray(),
                "F16" => tensor.Int32Data.Select(bits => (float)BitConverter.UInt16BitsToHalf((ushort)bits)).ToArray(),
                _ => tensor.Int32Data.Select(bits => BitConverter.Int32BitsToSingle(bits << 16)).ToArray(),
            };
            if (elements != data.Length)
                throw Damaged();
        }
        return new SafetensorsTensor(name, type, shape, data);

        UserErrorException Damaged() => new($"{path}: {name} does not hold as many numbers as its shape [{string.Join(", ", tensor.Dims.Take(8))}] says; export the network again");
    }
}
