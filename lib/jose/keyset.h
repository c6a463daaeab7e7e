#pragma once

#include "jose/jwt.h"

#include <memory>
#include <vector>

using EVP_PKEY = struct evp_pkey_st;

namespace wallaroo::jose {

/// What is known of a token's signature. Only Verified says that the realm wrote it.
enum class Verdict {
    Verified,
    NotVerified, ///< unsigned, or the signature does not fit the key it names
    KeyUnknown,  ///< the realm does not publish the key it names (it may have been replaced)
    NotChecked   ///< another algorithm than RS256, or an extension that this program does not know
};

struct Verification {
    Verdict verdict = Verdict::NotChecked;
    QString keyId; ///< of the key that was used; may be empty
    QString why;   ///< translated, one sentence; empty when verified
};

/// The realm's public keys (RFC 7517), for RS256 alone (RFC 7518 §3.3): RSA of 2048 to 8192 bits, for signatures.
/// Others are counted and left out.
class KeySet {
public:
    static constexpr qsizetype largest = 256 * 1024;

    KeySet();
    ~KeySet();
    KeySet(KeySet&&) noexcept;
    KeySet& operator=(KeySet&&) noexcept;

    /// From the answer of the realm's certs address. BadInput: no JSON, no `keys`, larger than `largest`, or none of
    /// its keys is usable.
    [[nodiscard]] static Result<KeySet> parse(QByteArrayView json);

    [[nodiscard]] qsizetype size() const { return static_cast<qsizetype>(m_keys.size()); }

    [[nodiscard]] QStringList keyIds() const;

    /// A token that names a key is checked with that key alone, one that names none with each. The token's own `alg`
    /// chooses nothing: it must be RS256 or nothing is checked, so that a public key is never taken for a secret
    /// (RFC 8725 §3.1).
    [[nodiscard]] Verification verify(const Jwt& token) const;

private:
    struct Free {
        void operator()(EVP_PKEY* key) const noexcept;
    };

    struct Key {
        QString id;
        std::unique_ptr<EVP_PKEY, Free> key;
    };

    static std::unique_ptr<EVP_PKEY, Free> makeKey(const QByteArray& modulus, const QByteArray& exponent);
    std::vector<Key> m_keys;
};

} // namespace wallaroo::jose
