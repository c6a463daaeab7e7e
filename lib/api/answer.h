#pragma once

#include "base/error.h"
#include "http/errors.h"
#include "http/sender.h"

#include <QJsonObject>

#include <functional>

namespace wallaroo::api {

/// What a change left behind, where nothing of its answer's body matters.
struct Receipt {
    QByteArray requestId;
    bool sentAgain = false; ///< the first copy was answered by 401, this one, after one refresh, was taken
};

using ReceiptDone = std::function<void(Result<Receipt>)>;

[[nodiscard]] Receipt receiptOf(const http::Response& response);

/// The report of a request, completed by what came back.
[[nodiscard]] http::CallReport reportOf(http::CallReport sent, const http::Response& response);

/// The members of a short answer that is one object. UnexpectedShape or Damaged else. Not for lists and secrets, and
/// not for whole numbers above 2^53.
[[nodiscard]] Result<QJsonObject> readObject(const http::Response& response, const http::CallReport& sent);

/// A change that takes a JSON object; its answer is small.
[[nodiscard]] http::Request changeRequest(const QString& name, const QUrl& url, Secret body, http::Lane lane);
[[nodiscard]] http::Request changeRequest(const QString& name, const QUrl& url, const QJsonObject& body,
                                          http::Lane lane);

/// `explain` turns an error into words for the call at hand; may be null.
using Explain = std::function<Error(Error)>;
/// Sends and hands on the receipt. A page in the place of an answer is an error (WebPage): a portal said 200, not the
/// service.
http::Handle sendForReceipt(http::Sender& sender, http::Request request, QObject* context, Explain explain,
                            ReceiptDone done);

} // namespace wallaroo::api
