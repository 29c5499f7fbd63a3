using System.Text.Json.Serialization;

namespace DicomPS.Benchmarks.Network.Roles;

/// <summary>Writes and reads answers with code made at build time: what is made at run time would count as memory of the sides.</summary>
[JsonSerializable(typeof(Answer))]
internal sealed partial class AnswerJson : JsonSerializerContext;
