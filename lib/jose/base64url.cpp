#include "jose/base64url.h"

#include <algorithm>

namespace wallaroo::jose {

std::optional<QByteArray> fromBase64Url(QByteArrayView text) {
    // Qt takes padding as well, which RFC 7515 does not know, and a lone last letter, which stands for no byte.
    if (text.size() % 4 == 1 || std::find(text.begin(), text.end(), '=') != text.end())
        return std::nullopt;
    auto decoded = QByteArray::fromBase64Encoding(QByteArray::fromRawData(text.data(), text.size()),
                                                  QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals
                                                      | QByteArray::AbortOnBase64DecodingErrors);
    return decoded ? std::optional(*std::move(decoded)) : std::nullopt;
}

} // namespace wallaroo::jose
