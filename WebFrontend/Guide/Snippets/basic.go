package main

import (
	"encoding/base64"
	"fmt"
	"net/url"
	"os"
)

func main() {
	escaped := url.QueryEscape(os.Getenv("CLIENT_ID")) + ":" + url.QueryEscape(os.Getenv("CLIENT_SECRET"))
	fmt.Println(base64.StdEncoding.EncodeToString([]byte(escaped)))
}
