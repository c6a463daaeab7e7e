#pragma once

#include "base/secret.h"

#include <QByteArray>
#include <QString>
#include <QUrl>

#include <chrono>

namespace wallaroo::http {

enum class Method { Get, Post, Put, Delete };

/// Whether the request may be sent again by us. All MLOps calls are POST, so the method does not tell: the API layer
/// does.
enum class Effect {
    Reads,  ///< at most two more tries on a fresh connection, jittered back-off
    Changes ///< exactly one copy on the wire, whatever happens; a lost answer is OutcomeUnknown
};

/// Two separate connection pools, of six and of twelve, so that a long list or a bulk run never queues a click.
enum class Lane { Interactive, Bulk };

/// One request. Nothing in it is logged but method, path and name; the URL never carries a secret.
struct Request {
    QString name; ///< short, stable, for errors and the log: "users/query", "token (password)"
    Method method = Method::Post;
    QUrl url;
    Effect effect = Effect::Changes;
    Lane lane = Lane::Interactive;
    QByteArray contentType = QByteArrayLiteral("application/json");
    QByteArray accept = QByteArrayLiteral("application/json");
    Secret body;          ///< bytes as sent; a Secret because form bodies carry passwords
    Secret authorization; ///< whole value of the Authorization header ("Basic …", "Bearer …"); empty: none
    std::chrono::milliseconds idleTimeout{15'000};
    std::chrono::milliseconds totalTimeout{60'000}; ///< for streams: without a finished record; 0 = none
    qint64 maxBytes = 16 * 1024 * 1024; ///< whole body; token and discovery answers 256 KiB, streamed lists 1 GiB
};

/// A whole, checked answer: 2xx, not a redirect, as long as Content-Length said.
struct Response {
    int status = 0;
    QByteArray contentType; ///< lower case, without parameters
    QByteArray body;        ///< empty for a streamed answer
    QByteArray requestId;   ///< x-request-id where one is sent
    QByteArray location;    ///< of a 201: where the new thing is
    qint64 bytes = 0;       ///< body bytes received
    qint64 elapsedMs = 0;   ///< from send to the last byte
    int requestsSent = 1;   ///< more than 1 after retries of a read
    bool sentAgain = false; ///< the first copy was answered by 401; after one refresh this one was taken
};

} // namespace wallaroo::http
